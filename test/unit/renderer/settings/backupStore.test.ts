// @vitest-environment happy-dom
/** Backups: the list as it is now, and a dialog in which nothing late stands in for what was chosen. */
import { describe, expect, it } from 'vitest';
import { useApp } from '../../../../src-renderer/frame/appStore.ts';
import { lookAt, makeBackup, type Restoring, readBackups, readFolder, restore, useBackups } from '../../../../src-renderer/settings/backup/backupStore.ts';
import { say } from '../../../../src-renderer/words/words.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { AT } from '../../../fakes/views/chat.ts';

const { getState: get } = useBackups;
const openPage = () => pageOfTest(useBackups, useApp);
const entry = (name: string, folder = '/backups') => ({
  name,
  path: `${folder}/${name}`,
  at: AT,
  bytes: 1,
  kind: 'asked' as const,
  facts: null,
  hasSettings: false,
  hasAgents: false,
  problem: null,
});
const listOf = (...names: string[]) => ({
  folder: '/backups',
  backups: names.map((name) => entry(name)),
  fault: null,
  lastFault: null,
  isRunning: false,
  nextDueAt: null,
});
const previewOf = (name: string) => ({ backup: entry(name), present: null, presentProblem: null, hasPresentSettings: false, fault: null, nextGood: null });

describe('the list', () => {
  it('keeps the last one after a failure, and drops a late answer to an earlier reading', async () => {
    const bridge = await openPage();
    const held = bridge.hold('backups.list');
    const slow = readBackups();
    const first = await held.next();
    const quick = readBackups();
    (await held.next()).answer(listOf('b', 'a'));
    await quick;
    first.answer(listOf('a'));
    await slow;
    expect(get().list).toMatchObject({ at: 'ready', value: { backups: [{ name: 'b' }, { name: 'a' }] } });
    bridge.fail('backups.list', 'INTERNAL');
    await readBackups();
    expect(get().list).toMatchObject({ at: 'failed', last: { folder: '/backups' } });
  });

  it('shows a backup once it is made and verified', async () => {
    const bridge = await openPage();
    const held = bridge.hold('backups.make');
    bridge.answer('backups.list', listOf('new'));
    const making = makeBackup();
    expect(get().isMaking).toBe(true);
    (await held.next()).answer(entry('new'));
    await making;
    expect(get()).toMatchObject({ isMaking: false, list: { value: { backups: [{ name: 'new' }] } } });
    expect(noticesSaid()).toEqual([say('backup.made', { name: 'new' })]);
  });

  it('says why none could be made', async () => {
    const bridge = await openPage();
    bridge.fail('backups.make', 'STORE_FAILED');
    bridge.answer('backups.list', listOf());
    await makeBackup();
    expect(get()).toMatchObject({ isMaking: false, list: { at: 'ready' } });
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });
});

describe('the dialog', () => {
  it('lists the folder of the settings, or another', async () => {
    const bridge = await openPage();
    bridge.answer('backups.list', listOf('a'));
    const shown: Restoring[] = [];
    await readFolder('', (next) => shown.push(next));
    await readFolder('/usb', (next) => shown.push(next));
    expect(bridge.calls('backups.list')).toEqual([{}, { folder: '/usb' }]);
    expect(shown[0]).toEqual({ at: 'choosing', list: { at: 'loading', last: null } });
    expect(shown[1]).toMatchObject({ at: 'choosing', list: { at: 'ready', value: { backups: [{ name: 'a' }] } } });
    bridge.fail('backups.list', 'NOT_FOUND');
    await readFolder('/none', (next) => shown.push(next));
    expect(shown.at(-1)).toMatchObject({ at: 'choosing', list: { at: 'failed', fault: { code: 'NOT_FOUND' } } });
  });

  it('looks at a backup where it lies', async () => {
    const bridge = await openPage();
    bridge.answer('backups.preview', previewOf('a'));
    const shown: Restoring[] = [];
    await lookAt(entry('a', '/usb/old'), (next) => shown.push(next));
    expect(bridge.calls('backups.preview')).toEqual([{ folder: '/usb/old', name: 'a' }]);
    expect(shown).toMatchObject([
      { at: 'looking', backup: { name: 'a' }, preview: { at: 'loading', last: null } },
      { at: 'looking', preview: { at: 'ready', value: { backup: { name: 'a' } } } },
    ]);
    bridge.fail('backups.preview', 'STORE_FAILED');
    await lookAt(entry('a'), (next) => shown.push(next));
    expect(shown.at(-1)).toMatchObject({ at: 'looking', backup: { name: 'a' }, preview: { at: 'failed' } });
  });

  it('shows what was chosen last, though the check of another backup comes late', async () => {
    const bridge = await openPage();
    const held = bridge.hold('backups.preview');
    const lists = bridge.hold('backups.list');
    let shown: Restoring | null = null;
    const show = (next: Restoring) => {
      shown = next;
    };
    const slow = lookAt(entry('large'), show);
    const large = await held.next();
    const quick = lookAt(entry('small'), show);
    const small = await held.next();
    small.answer(previewOf('small'));
    await quick;
    large.answer(previewOf('large'));
    await slow;
    expect(shown).toMatchObject({ at: 'looking', backup: { name: 'small' } });
    const listing = readFolder('', show);
    const list = await lists.next();
    const looking = lookAt(entry('small'), show);
    list.answer(listOf());
    await listing;
    expect(shown).toMatchObject({ at: 'looking', backup: { name: 'small' } });
    (await held.next()).answer(previewOf('small'));
    await looking;
  });
});

describe('a restore', () => {
  it('is done when the core is back on another line', async () => {
    const bridge = await openPage();
    bridge.answer('backups.restore', { keptAs: '/data/kept.db' });
    let isDone = false;
    const restoring = (async () => {
      isDone = await restore(entry('a'), true);
    })();
    await bridge.quiet();
    expect(bridge.calls('backups.restore')).toEqual([{ folder: '/backups', name: 'a', withSettings: true }]);
    expect(isDone).toBe(false);
    bridge.lose();
    await bridge.quiet();
    expect(isDone).toBe(false);
    bridge.connect();
    await restoring;
    expect(isDone).toBe(true);
    expect(noticesSaid()).toEqual([say('backup.doneKept', { path: '/data/kept.db' })]);
  });

  it('says so when nothing had to be kept aside', async () => {
    const bridge = await openPage();
    bridge.answer('backups.restore', { keptAs: null });
    const restoring = restore(entry('a'), false);
    await bridge.quiet();
    bridge.connect();
    expect(await restoring).toBe(true);
    expect(noticesSaid()).toEqual([say('backup.done')]);
  });

  it('that is refused changes nothing, and is said', async () => {
    const bridge = await openPage();
    bridge.fail('backups.restore', 'STORE_LOCKED');
    expect(await restore(entry('a'), false)).toBe(false);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });
});
