/** Data goes where the person says, else where the platform puts application data; the demo never mixes with it. */
import { expect, it } from 'vitest';
import { dataDirectory } from '../../../src-main/config/dataDirectory.ts';

const linux = { env: { HOME: '/home/ana' }, platform: 'linux', isDemo: false } as const;

it('follows the platform', () => {
  expect(dataDirectory(linux)).toBe('/home/ana/.local/share/resync');
  expect(dataDirectory({ ...linux, env: { HOME: '/home/ana', XDG_DATA_HOME: '/data' } })).toBe('/data/resync');
  expect(dataDirectory({ ...linux, env: { HOME: '/home/ana', XDG_DATA_HOME: 'relative' } })).toBe('/home/ana/.local/share/resync');
  expect(dataDirectory({ ...linux, platform: 'darwin' })).toBe('/home/ana/Library/Application Support/resync');
});

it('gives the demo a folder of its own, unless a folder was named', () => {
  expect(dataDirectory({ ...linux, isDemo: true })).toBe('/home/ana/.local/share/resync/demo');
  expect(dataDirectory({ ...linux, isDemo: true, given: '/tmp/x' })).toBe('/tmp/x');
});

it('gives each instant of a kept night a folder of its own below the usual one, unless a folder was named on the command line', () => {
  const night = { name: 'night-1', atMs: Date.parse('2026-11-30T14:58:00Z') };
  const own = 'nights/night-1/20261130T145800';
  expect(dataDirectory({ ...linux, night })).toBe(`/home/ana/.local/share/resync/${own}`);
  expect(dataDirectory({ ...linux, night, env: { RESYNC_DATA_DIR: '/srv/r' } })).toBe(`/srv/r/${own}`);
  expect(dataDirectory({ ...linux, night, given: '/tmp/x' })).toBe('/tmp/x');
});

it('prefers the command line to the environment to the platform', () => {
  expect(dataDirectory({ ...linux, env: { HOME: '/home/ana', RESYNC_DATA_DIR: '/srv/r' } })).toBe('/srv/r');
  expect(dataDirectory({ ...linux, env: { RESYNC_DATA_DIR: '/srv/r' }, given: '/tmp/x' })).toBe('/tmp/x');
});
