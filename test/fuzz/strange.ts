/** Values that programs trip over: instants at the ends of what calendars hold, texts no keyboard types, JSON nobody expects. */
import * as fc from 'fast-check';

/** Written as the contract asks, however far away. */
export const FAR_INSTANTS = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '0099-12-31T23:59:59Z',
  '1582-10-10T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2038-01-19T03:14:08Z',
  '9999-12-31T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59.999Z',
  '2028-02-29T12:00:00Z',
];
/** What a calendar refuses, and what only some readers of dates take. */
const ODD_INSTANTS = [
  '2016-12-31T23:59:60Z',
  '9999-12-31T23:59:60Z',
  '+010000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '-000001-12-31T23:59:59Z',
  '-000000-01-01T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-30T24:00:00Z',
  '2026-11-30T02:30Z',
  '2026-11-30T02:30:00',
  '2026-11-30T02:30:00+14:00',
  '9999-12-31T23:59:59-23:59',
  '2026-11-30t02:30:00z',
  '2026-11-30 02:30:00Z',
  '2026-11-30',
  `2026-11-30T02:30:00.${'1'.repeat(4_000)}Z`,
  '1764469800000',
  '',
];

/** Loopback or a name that cannot exist: the requests of a fuzz must not leave the machine. */
export const ADDRESSES = [
  'https://127.0.0.1:9',
  'http://127.0.0.1:9/v1',
  'https://localhost:9/twsd',
  'https://[::1]:9',
  'https://nowhere.invalid:31116',
  'http://127.0.0.1:9/%00',
  'http://127.0.0.1:9/a b?c=d#e',
  'https://127.0.0.1:65536',
  'https://127.0.0.1:0',
  'redis://127.0.0.1:9',
  'rediss://127.0.0.1:9/0',
  'https://user:word@127.0.0.1:9',
  'https:127.0.0.1:9',
  'file:///etc/hostname',
  'javascript:alert(1)',
  'https://xn--.invalid',
  'https://',
];

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u0001\u0007\u001b[31m\u007f\u0085',
  '\r\nSet-Cookie: a=b',
  '\ud800',
  'x\udfffy',
  '\ufeff\u200b\u202e\u2028\u2029',
  '\u{1f469}\u200d\u{1f680}e\u0301\u0130ß',
  '\u0640'.repeat(250),
  "'; DROP TABLE memory; --",
  '%',
  '%00',
  '*@?_%"\\',
  '@'.repeat(250),
  '(a+)+$[^]{2}',
  '../../../etc/passwd',
  '..\\..\\',
  '/__proto__/constructor',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '-0',
  '1e400',
  '9007199254740993',
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  'NEAR("a" OR',
  'job:',
  '/FTA_DWH1#/BANK/DWH/DWH_NIGHT.LOAD_DWH',
];
const HUGE_LENGTHS = [199, 200, 201, 299, 300, 301, 500, 501, 2_000, 2_001, 8_000, 8_001, 20_001];

export const strangeText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(...FAR_INSTANTS, ...ODD_INSTANTS, ...ADDRESSES) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', ' ', '@', '"', '\u00e9', '\u{1f680}', 'a '), fc.constantFrom(...HUGE_LENGTHS))
      .map(([unit, length]) => unit.repeat(length)),
  },
);

export const oddInstant = fc.constantFrom(...ODD_INSTANTS);

const NUMBERS = [0, -0, -1, 1, 0.5, -0.1, 1e-320, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21, 1.7976931348623157e308];
export const strangeNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
);

function nested(depth: number, isList: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = isList ? [value] : { a: value };
  return value;
}

/** Any JSON at all, wrong types and great depths included. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: strangeText },
  { weight: 3, arbitrary: strangeNumber },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], ['a', 'a'], { '': '' }, { length: -1 }, { toJSON: 1 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(20, 900), fc.boolean()).map(([depth, isList]) => nested(depth, isList)) },
);

/** What the socket carries beyond JSON. */
export const strangeNative: fc.Arbitrary<unknown> = fc.oneof(
  strangeValue,
  fc.constantFrom(
    undefined,
    Number.NaN,
    -Infinity,
    10n ** 30n,
    new Date(Number.NaN),
    new Date(8.64e15),
    new Map([[{}, 1]]),
    new Set([undefined]),
    /(a+)+$/g,
    new URL('http://127.0.0.1:9'),
  ),
);

const FRAMES = [
  '',
  'x',
  '{',
  'null',
  '[]',
  '0',
  '{}',
  '{"i":1}',
  '{"i":"1","p":{"u":"/app/status"}}',
  '{"i":"1","p":{"u":"http://[","m":"FOO","b":1}}',
  '{"i":"2","p":{"u":"/app/status","h":{"content-type":"multipart/form-data"},"b":"x"}}',
  '{"i":"3","t":99,"p":null}',
  '{"i":"4","t":3,"p":{"e":"message","d":1}}',
  '{"i":"5","p":{"u":"/__proto__/constructor","b":{"json":{"__proto__":1},"meta":[[0,"__proto__"]]}}}',
  '{"i":"6","p":{"u":"/plan/timeline","b":{"json":{"since":"x"},"meta":[[1,"since"],[99,"since","a"]]}}}',
  '{"i":"7","p":{"u":"/app/status","b":{"json":1,"meta":[[4,"a","b","c"]]}}}',
  '['.repeat(50_000),
  'x'.repeat(300_000),
];
/** A frame of the socket that no client of ours writes. */
export const strangeFrame: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...FRAMES) },
  { weight: 1, arbitrary: strangeValue.map((value) => JSON.stringify({ i: '8', p: { u: '/plan/jobs', b: value } })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

/** Bytes where a request should stand; `HOST` is put in for the name and port asked. */
export const BROKEN_HTTP = [
  'GARBAGE\r\n\r\n',
  'GET\r\n\r\n',
  'GET /api/status HTTP/9.9\r\nhost: HOST\r\n\r\n',
  'FOO /api/status HTTP/1.1\r\nhost: HOST\r\n\r\n',
  'GET /api/st\u0001atus HTTP/1.1\r\nhost: HOST\r\n\r\n',
  'GET /api/status HTTP/1.1\r\nhost: HOST\r\nx y: z\r\n\r\n',
  'GET /api/status HTTP/1.1\r\nhost: HOST\r\nhost: other\r\n\r\n',
  'GET /api/status HTTP/1.1\r\n\r\n',
  'POST /api/chat HTTP/1.1\r\nhost: HOST\r\ncontent-length: -1\r\n\r\n',
  'POST /api/chat HTTP/1.1\r\nhost: HOST\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /api/chat HTTP/1.1\r\nhost: HOST\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'CONNECT 127.0.0.1:9 HTTP/1.1\r\nhost: HOST\r\n\r\n',
  'GET http://nowhere.invalid/api/status HTTP/1.1\r\nhost: HOST\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nhost: HOST\r\n\r\n',
  'GET /rpc HTTP/1.1\r\nhost: HOST\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: x\r\nsec-websocket-version: 99\r\n\r\n',
  'GET /nothing HTTP/1.1\r\nhost: HOST\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  'GET /%zz HTTP/1.1\r\nhost: HOST\r\n\r\n',
  `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nhost: HOST\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: HOST\r\n${'x: y\r\n'.repeat(3_000)}\r\n`,
];
