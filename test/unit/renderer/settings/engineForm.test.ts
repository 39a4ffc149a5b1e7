/** What a person types into the engine form is what is saved, nothing else changes, and what is wrong is named. */
import { describe, expect, test } from 'vitest';
import { engineSettings } from '../../../../src-preload/contract/settings.ts';
import { formOf, parseForm, withPin } from '../../../../src-renderer/settings/engine/engineForm.ts';

const PIN = Array.from({ length: 32 }, () => 'AB').join(':');
const engine = engineSettings.parse({
  id: 'bank',
  name: 'Bank',
  kind: 'live',
  url: 'https://mdm:31116',
  fallbackUrls: ['https://bkm:31116'],
  color: 'violet',
  user: 'op',
  auth: 'basic',
  certificatePins: [PIN],
  isPinTrusted: true,
  tuning: { retries: 0, connections: 9 },
});

test('a form that is not touched gives the engine back as it was', () => {
  expect(parseForm(formOf(engine), engine)).toEqual({ isOk: true, engine });
});

describe('what is wrong is named by its field', () => {
  test.each([
    ['a host that is no address', { fallbackUrls: 'bkm' }, ['fallbackUrls']],
    ['a number that is none', { numbers: { 'tuning.retries': 'many' } }, ['tuning.retries']],
    ['an empty number is not zero', { numbers: { 'tuning.retries': ' ' } }, ['tuning.retries']],
    ['more connections than may be', { numbers: { 'tuning.connections': '31' } }, ['tuning.connections']],
    ['no time at all', { numbers: { 'engine.connectTimeoutMs': '' } }, ['engine.connectTimeoutMs']],
    ['a number and an address', { url: 'mdm', numbers: { 'tuning.retries': '11' } }, ['url', 'tuning.retries']],
  ])('%s', (_case, part, wrong) => {
    expect(parseForm({ ...formOf(engine), ...part }, engine)).toEqual({ isOk: false, wrong: new Set(wrong) });
  });
});

test('a time limit is typed in seconds; one that is not touched keeps every millisecond', () => {
  const exact = { ...engine, requestTimeoutMs: 12_345 };
  const parsed = parseForm({ ...formOf(exact), numbers: { 'engine.connectTimeoutMs': '2,5', 'tuning.keepAliveMs': '60' } }, exact);
  expect(parsed).toMatchObject({ isOk: true, engine: { connectTimeoutMs: 2_500, requestTimeoutMs: 12_345, tuning: { keepAliveMs: 60_000, retries: 0 } } });
});

test('backup hosts are read from lines or from a list with commas', () => {
  const parsed = parseForm({ ...formOf(engine), fallbackUrls: 'https://a:1, https://b:2\n\nhttps://c:3 ' }, engine);
  expect(parsed).toMatchObject({ isOk: true, engine: { fallbackUrls: ['https://a:1', 'https://b:2', 'https://c:3'] } });
});

describe('pinning the certificate a test has shown', () => {
  const bare = { ...formOf(engine), certificatePins: [], isPinTrusted: false };
  test('one that an authority vouches for is pinned beside it', () => {
    expect(withPin(bare, { sha256: PIN, isTrusted: true })).toEqual({ certificatePins: [PIN], isPinTrusted: false });
  });
  test('one that nobody vouches for is trusted by its pin', () => {
    expect(withPin(bare, { sha256: PIN, isTrusted: false })).toEqual({ certificatePins: [PIN], isPinTrusted: true });
  });
  test('the trust goes with the last pin', () => {
    const parsed = parseForm({ ...formOf(engine), certificatePins: [] }, engine);
    expect(parsed).toMatchObject({ isOk: true, engine: { certificatePins: [], isPinTrusted: false } });
  });
});
