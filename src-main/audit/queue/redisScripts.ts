/** The transitions of the Redis queue as Lua: each runs alone, and all time in them is the server's, in ms. */

/** Keys, in order: due jobs, due jobs an auditor never came back from (both scored by when they are due), leases (scored by their end), who holds each, the last fence. */
export const queueKeys = (storeId: string): string[] => ['due', 'suspect', 'leased', 'holder', 'fence'].map((name) => `resync:{${storeId}}:audit:${name}`);

const HEAD = `
local due, suspect, leased, holder, fence = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** ARGV: the highest fence the store has given, then id, '1' when it is suspect, and ms to wait, of each job. @returns how many were not known. */
export const ADD = `${HEAD}
if tonumber(ARGV[1]) > tonumber(redis.call('GET', fence) or '0') then redis.call('SET', fence, ARGV[1]) end
local added = 0
for i = 2, #ARGV, 3 do
  local id = ARGV[i]
  if not (redis.call('ZSCORE', due, id) or redis.call('ZSCORE', suspect, id) or redis.call('ZSCORE', leased, id)) then
    redis.call('ZADD', ARGV[i + 1] == '1' and suspect or due, now + ARGV[i + 2], id)
    added = added + 1
  end
end
return added
`;

/** ARGV: limit, ms, worker. @returns id and fence of each job taken, one after the other. */
export const LEASE = `${HEAD}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', leased, '-inf', now, 'LIMIT', 0, 1000)) do
  redis.call('ZREM', leased, id)
  redis.call('HDEL', holder, id)
  redis.call('ZADD', suspect, now, id)
end
local from = due
local ids = redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, ARGV[1])
if #ids == 0 then
  from = suspect
  ids = redis.call('ZRANGEBYSCORE', suspect, '-inf', now, 'LIMIT', 0, 1)
end
local taken = {}
for _, id in ipairs(ids) do
  local number = redis.call('INCR', fence)
  redis.call('ZREM', from, id)
  redis.call('ZADD', leased, now + ARGV[2], id)
  redis.call('HSET', holder, id, number .. ' ' .. ARGV[3])
  taken[#taken + 1] = id
  taken[#taken + 1] = tostring(number)
end
return taken
`;

/** ARGV: worker, then id, fence, ms to wait (-1: it is done), '1' when it is suspect, of each lease. A lease somebody else has by now stays theirs. */
export const SETTLE = `${HEAD}
for i = 2, #ARGV, 4 do
  local id = ARGV[i]
  if redis.call('HGET', holder, id) == ARGV[i + 1] .. ' ' .. ARGV[1] then
    redis.call('HDEL', holder, id)
    redis.call('ZREM', leased, id)
    if tonumber(ARGV[i + 2]) >= 0 then redis.call('ZADD', ARGV[i + 3] == '1' and suspect or due, now + ARGV[i + 2], id) end
  elseif tonumber(ARGV[i + 2]) < 0 then
    redis.call('ZREM', due, id)
    redis.call('ZREM', suspect, id)
  end
end
return 0
`;

/** ARGV: ids. */
export const REMOVE = `${HEAD}
for _, id in ipairs(ARGV) do
  redis.call('ZREM', due, id)
  redis.call('ZREM', suspect, id)
  redis.call('ZREM', leased, id)
  redis.call('HDEL', holder, id)
end
return 0
`;

/** ARGV: worker. */
export const RELEASE = `${HEAD}
local held = redis.call('HGETALL', holder)
for i = 1, #held, 2 do
  if string.match(held[i + 1], '^%d+ (.*)$') == ARGV[1] then
    redis.call('HDEL', holder, held[i])
    redis.call('ZREM', leased, held[i])
    redis.call('ZADD', due, now, held[i])
  end
end
return 0
`;

/** @returns how many wait, how many are leased, and ms until the next is due or a lease ends ('' when there is nothing). */
export const LOOK = `${HEAD}
local next = ''
for _, key in ipairs({due, suspect, leased}) do
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  if first[2] and (next == '' or first[2] - now < next) then next = first[2] - now end
end
return {redis.call('ZCARD', due) + redis.call('ZCARD', suspect), redis.call('ZCARD', leased), tostring(next)}
`;

export const EMPTY = `${HEAD}
return redis.call('DEL', due, suspect, leased, holder)
`;
