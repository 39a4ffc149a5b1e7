/** The components of `ui` and `parts`, each in all its forms. */
import { type ReactNode, useState } from 'react';
import { Answer } from '../../../src-renderer/parts/answer/Answer.tsx';
import { ClaimFacts } from '../../../src-renderer/parts/answer/ClaimFacts.tsx';
import { ReceiptView } from '../../../src-renderer/parts/answer/ReceiptView.tsx';
import { FindingList } from '../../../src-renderer/parts/audit/FindingList.tsx';
import { ReverifyButton, ReverifyPanel } from '../../../src-renderer/parts/audit/ReverifyPanel.tsx';
import { Boundary } from '../../../src-renderer/shell/Boundary.tsx';
import { Button, type ButtonKind, IconButton } from '../../../src-renderer/ui/Button.tsx';
import { CopyButton } from '../../../src-renderer/ui/CopyButton.tsx';
import { DataView, LogLines } from '../../../src-renderer/ui/data/DataView.tsx';
import { FaultLine } from '../../../src-renderer/ui/data/FaultLine.tsx';
import { Empty, Failed, Loading, StaleBar } from '../../../src-renderer/ui/data/States.tsx';
import { Cell, HeadCell } from '../../../src-renderer/ui/data/table.tsx';
import { CheckField, SearchBox, SelectField, TextAreaField, TextField } from '../../../src-renderer/ui/Field.tsx';
import { DemoStamp } from '../../../src-renderer/ui/marks/DemoStamp.tsx';
import { EngineSwatch } from '../../../src-renderer/ui/marks/EngineSwatch.tsx';
import type { GlyphShape } from '../../../src-renderer/ui/marks/Glyph.tsx';
import { Kbd } from '../../../src-renderer/ui/marks/Kbd.tsx';
import { Mark, type Tone } from '../../../src-renderer/ui/marks/Mark.tsx';
import { Overlay } from '../../../src-renderer/ui/Overlay.tsx';
import { FromEnvironment, Section } from '../../../src-renderer/ui/Section.tsx';
import { SafeLink } from '../../../src-renderer/ui/text/SafeLink.tsx';
import { Ago, Day, Time } from '../../../src-renderer/ui/time/Time.tsx';
import { showToast } from '../../../src-renderer/ui/toasts.ts';
import { useSay } from '../../../src-renderer/words/words.ts';
import type { Claim, Receipt } from '../../../src-preload/contract/chat.ts';
import { engineColors } from '../../../src-preload/contract/settings.ts';
import { faultCodes } from '../../../src-preload/contract/fault.ts';
import { whyTurn } from '../night/everyday.ts';
import { night } from '../night/night.ts';
import { ago, NOW } from '../night/now.ts';
import { unreachable } from '../night/variants.ts';
import { Sample } from '../page/PartsPage.tsx';
import type { States } from './state.ts';

const KINDS: readonly ButtonKind[] = ['primary', 'plain', 'quiet', 'danger'];
const TONES: readonly Tone[] = ['bad', 'warn', 'good', 'accent', 'quiet'];
const SHAPES: readonly GlyphShape[] = [
  'check',
  'cross',
  'differs',
  'delta',
  'ring',
  'dashed',
  'play',
  'clock',
  'bar',
  'square',
  'diamond',
  'flag',
  'half',
  'line',
];
const nothing = (): void => undefined;
const row = (children: ReactNode) => <div className="flex flex-wrap items-center gap-3">{children}</div>;

function Buttons() {
  const say = useSay();
  return (
    <>
      {KINDS.map((kind) => (
        <Sample key={kind} name={`Button ${kind}`}>
          {row(
            <>
              <Button kind={kind}>{say('do.save')}</Button>
              <Button kind={kind} disabled>
                {say('do.save')}
              </Button>
              <Button kind={kind} isSmall>
                {say('do.cancel')} <Kbd keys="$mod+Enter" />
              </Button>
            </>,
          )}
        </Sample>
      ))}
      <Sample name="IconButton, CopyButton, Kbd">
        {row(
          <>
            <IconButton label={say('do.close')}>×</IconButton>
            <CopyButton text="LOAD_DWH" />
            <Kbd keys="g r" />
            <Kbd keys="Shift+?" />
            <Kbd keys="Escape" />
          </>,
        )}
      </Sample>
    </>
  );
}

function Fields() {
  const say = useSay();
  const [text, setText] = useState('LOAD_DWH');
  const problem = say('form.empty');
  return (
    <div className="grid w-full grid-cols-2 gap-6">
      <TextField label={say('engine.name')} hint={say('engine.urlHint')} value={text} onChange={(event) => setText(event.target.value)} />
      <TextField label={say('engine.name')} problem={problem} value={text} onChange={nothing} />
      <TextField label={say('llm.url')} readOnly hint={<FromEnvironment />} value="https://models.bank.example/v1" />
      <TextField label={say('llm.key')} type="password" disabled value="" onChange={nothing} />
      <TextAreaField label={say('engine.fallback')} hint={say('engine.fallbackHint')} problem={problem} rows={2} value={text} onChange={nothing} />
      <SelectField label={say('theme')} hint={say('theme.system')} value="dark" onChange={nothing}>
        <option value="dark">{say('theme.dark')}</option>
      </SelectField>
      <CheckField label={say('auditor.isEnabled')} checked onChange={nothing} />
      <CheckField label={say('unencrypted.allow')} checked={false} disabled onChange={nothing} />
      <SearchBox label={say('plan.search')} value="" onChange={nothing} />
    </div>
  );
}

function Marks() {
  return (
    <>
      {SHAPES.map((shape) => (
        <Sample key={shape} name={shape}>
          {row(TONES.map((tone) => <Mark key={tone} shape={shape} tone={tone} word={tone} />))}
        </Sample>
      ))}
      <Sample name="DemoStamp, EngineSwatch">
        {row(
          <>
            <DemoStamp />
            <DemoStamp isLong />
            {engineColors.map((color) => (
              <EngineSwatch key={color} color={color} />
            ))}
          </>,
        )}
      </Sample>
    </>
  );
}

const view = { ...unreachable, requestId: 'req_01a22e1d2d5b70009f8d38fb364fca7c' };

function Placeholders() {
  const say = useSay();
  return (
    <>
      <Loading />
      <Empty title={say('memory.none')}>{say('memory.noneText')}</Empty>
      <Failed fault={view} onRetry={nothing} />
      <Failed fault={{ code: 'DISCONNECTED', message: '', retryable: true, requestId: null }} />
      <StaleBar fault={view} onRetry={nothing} />
      <Section title={say('auditor.title')} text={say('llm.text')}>
        <FromEnvironment />
      </Section>
    </>
  );
}

const Faults = () => (
  <dl className="grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-8 gap-y-1 text-sm">
    {faultCodes.map((code) => (
      <div key={code} className="contents">
        <dt className="font-mono text-xs">{code}</dt>
        <dd>
          <FaultLine fault={{ code, message: `What the core said of ${code}.`, detail: 'hwa-prod.bank.example:31116', retryable: false }} />
        </dd>
      </div>
    ))}
  </dl>
);

const Times = () => (
  <table>
    <thead>
      <tr>
        <HeadCell>UTC</HeadCell>
        <HeadCell>Time</HeadCell>
        <HeadCell>Time hasZone</HeadCell>
        <HeadCell>Day</HeadCell>
        <HeadCell isNumber>Ago</HeadCell>
      </tr>
    </thead>
    <tbody>
      {[NOW, ago(1), ago(59), ago(180), ago(1_500), ago(10_000), ago(400_000), ago(-30), ago(-3_000)].map((at) => (
        <tr key={at}>
          <Cell className="font-mono text-xs">{at}</Cell>
          <Cell>
            <Time at={at} />
          </Cell>
          <Cell>
            <Time at={at} hasZone />
          </Cell>
          <Cell>
            <Day at={at} />
          </Cell>
          <Cell isNumber>
            <Ago at={at} />
          </Cell>
        </tr>
      ))}
      <tr>
        <Cell className="font-mono text-xs">null</Cell>
        <Cell>
          <Time at={null} />
        </Cell>
        <Cell>{null}</Cell>
        <Cell>{null}</Cell>
        <Cell>{null}</Cell>
      </tr>
    </tbody>
  </table>
);

const MARKDOWN = `# First heading\n## Second heading\n### Third heading\n\nA paragraph with **strong**, *emphasis*, \`code\` and a [link](https://www.example.com/where?it=goes), a [bad link](javascript:alert(1)) and a citation [r1].\n\n- one\n- two\n  - two and a half\n\n1. first\n2. second\n\n> A quotation.\n\n\`\`\`conman\nconman "rr FTA_DWH1#/BANK/DWH/DWH_NIGHT(0918 11/30/26).LOAD_DWH"\n\`\`\`\n\n| Job | RC |\n| --- | ---: |\n| LOAD_DWH | 8 |\n\n![a picture](https://example.com/x.png)\n\n<b>HTML is text</b>`;

function Answers() {
  return <Answer markdown={MARKDOWN} isStreaming={false} claims={[]} receipts={[{ label: 'r1' }]} chosenClaimId={null} onClaim={nothing} onCite={nothing} />;
}

const findings = night.desks.flatMap((desk) => desk.findings).slice(0, 6);
const [receipt] = whyTurn.receipts;
const [claim] = whyTurn.claims;
if (receipt === undefined || claim === undefined) throw new Error('The recorded turn has no reading');
const contradicted: Claim = { ...claim, verdict: 'contradicted', observed: 'SUCC' };
const cutShort: Receipt = { ...receipt, isTruncated: true, fault: unreachable, ageMs: 90_000 };

function Evidence() {
  return (
    <div className="grid w-full grid-cols-2 gap-6">
      <div className="flex min-w-0 flex-col gap-4">
        <ClaimFacts claim={contradicted} />
        <FindingList findings={findings} />
        <div>
          <ReverifyButton turnId={whyTurn.id} />
        </div>
        <ReverifyPanel turnId={whyTurn.id} />
      </div>
      <div className="min-w-0">
        <ReceiptView receipt={cutShort} claim={contradicted} />
      </div>
    </div>
  );
}

function Data() {
  const say = useSay();
  return (
    <div className="grid w-full grid-cols-2 gap-6">
      <DataView data={{}} />
      <DataView
        data={{ name: 'LOAD_DWH', startedAt: ago(120), rows: Array.from({ length: 60 }, (_, at) => ({ job: `JOB_${at}`, status: 'SUCC', at: ago(at) })) }}
        sought={['JOB_3']}
      />
      <LogLines
        label={say('evidence.logLines')}
        sought="ORA-"
        lines={Array.from({ length: 30 }, (_, at) => ({
          number: at + 1,
          text: at === 17 ? 'ORA-01653: unable to extend table DWH.FACT_SALES by 8192 in tablespace DWH_DATA' : 'x'.repeat(at * 9),
        }))}
      />
    </div>
  );
}

function Toasting() {
  const say = useSay();
  const show = () => {
    showToast(say('settings.saved'));
    showToast(say('chat.removed', { title: 'Why did /FTA_DWH1#/BANK/DWH/DWH_NIGHT.LOAD_DWH abend?' }), { action: { label: say('do.undo'), run: nothing } });
    showToast(say('do.copyFailed'), { tone: 'bad' });
  };
  return <Button onClick={show}>{say('do.save')}</Button>;
}

function Dialog() {
  const say = useSay();
  return (
    <Overlay isOpen onClose={nothing} title={say('link.asks')}>
      <p className="p-5">{say('link.warning')}</p>
    </Overlay>
  );
}

function Breaks(): ReactNode {
  throw new Error('what the screen threw');
}

const sample = (name: string, part: ReactNode) => <Sample name={name}>{part}</Sample>;

export const partStates = {
  buttons: { show: () => <Buttons /> },
  fields: { show: () => sample('Field', <Fields />) },
  marks: { show: () => <Marks /> },
  placeholders: { show: () => <Placeholders />, isUnderWay: true },
  faults: { show: () => sample('FaultLine', <Faults />) },
  times: { show: () => sample('Time', <Times />) },
  answer: { show: () => <Answers /> },
  evidence: { show: () => <Evidence />, act: (hand) => hand.click('reverify.now') },
  data: { show: () => <Data /> },
  toasts: { show: () => <Toasting />, act: (hand) => hand.click('do.save') },
  overlay: { show: () => <Dialog /> },
  link: {
    show: () => sample('SafeLink', <SafeLink href="https://www.example.com/a/path?of=what">a link</SafeLink>),
    act: (hand) => hand.clickAt('section button'),
  },
  broken: {
    show: () => (
      <Boundary>
        <Breaks />
      </Boundary>
    ),
    says: 'what the screen threw',
  },
} satisfies States;
