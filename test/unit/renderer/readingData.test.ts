/** Evidence is readable, and log text cannot hide what it says. */
import { describe, expect, it } from 'vitest';
import { cellText, dataParts } from '../../../src-renderer/ui/data/dataShape.ts';
import { visibleText } from '../../../src-renderer/ui/text/visibleText.ts';

describe('untrusted text', () => {
  it('shows control characters, so that a log line cannot overwrite or colour itself away', () => {
    expect(visibleText('FAILED\r\u001b[2KOK')).toBe('FAILED⟨U+000D⟩⟨U+001B⟩[2KOK');
  });
  it('shows characters that reverse or hide text', () => {
    expect(visibleText('a\u202Eb\u200Bc')).toBe('a⟨U+202E⟩b⟨U+200B⟩c');
  });
  it('leaves ordinary text, accents and tabs alone', () => {
    expect(visibleText('\tSão Paulo: ORA-01653')).toBe('\tSão Paulo: ORA-01653');
    expect(visibleText('⚠️ done 👩‍💻')).toBe('⚠️ done 👩‍💻');
    expect(visibleText('a\ufe0fb\u200dc')).toBe('a⟨U+FE0F⟩b⟨U+200D⟩c');
  });
});

describe('data of a reading', () => {
  it('says a status in both vocabularies', () => {
    expect(cellText({ internal: 'ABEND', common: 'ERROR', substatus: null })).toBe('ABEND (ERROR)');
  });
  it('shows log lines first, then the facts around them', () => {
    const parts = dataParts({ log: { exitStatus: 8, lines: [{ number: 1, text: 'ORA-01653' }] } });
    expect(parts.map(({ kind }) => kind)).toEqual(['log', 'facts']);
  });
  it('makes a table of a list, and counts the rows it leaves out', () => {
    const jobs = Array.from({ length: 130 }, (_, index) => ({ key: `/WS#/S.J${index}`, returnCode: index }));
    expect(dataParts({ jobs })[0]).toMatchObject({ kind: 'table', columns: ['key', 'returnCode'], total: 130 });
  });
  it('is empty for an empty list, which the pane then says in words', () => {
    expect(dataParts({ jobs: [] })).toEqual([]);
  });
});
