import { ApiProperty } from '@nestjs/swagger';
import type { SeriesReport, Verification } from '#billing';
import type { Check, Finding, Findings, Invariant } from '#kernel';
import { SentenceView } from '../http/sentence.view.js';

const INVARIANTS: readonly Invariant[] = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10'];
const VERDICTS: readonly Check['state'][] = ['holds', 'broken', 'notApplicable'];

export class ProvenFindingView {
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts: Finding['facts'];
}

/** Findings of one kind: the first of them told, all of them counted. */
export class ProvenFindingsView {
  @ApiProperty({ type: [ProvenFindingView] }) told: readonly ProvenFindingView[];
  @ApiProperty() total: number;

  static of(this: void, { told, total }: Findings): ProvenFindingsView {
    return { told: told.map(({ sentence, facts }) => ({ sentence, facts })), total };
  }
}

export class CheckView {
  @ApiProperty({ enum: INVARIANTS }) invariant: Invariant;
  @ApiProperty({ type: SentenceView, description: 'What holds, in words' }) name: SentenceView;
  @ApiProperty({ enum: VERDICTS, description: '`notApplicable`: no room here has such facts' })
  state: Check['state'];
  @ApiProperty({ description: 'How many facts were looked at' }) checked: number;
  @ApiProperty({ type: ProvenFindingsView, description: 'What breaks it' }) offences: ProvenFindingsView;
  @ApiProperty({ type: ProvenFindingsView, description: 'No offence, and waits for a person' })
  toDo: ProvenFindingsView;

  static of(this: void, { invariant, name, state, checked, offences, toDo }: Check): CheckView {
    const findings = { offences: ProvenFindingsView.of(offences), toDo: ProvenFindingsView.of(toDo) };
    return { invariant, name, state, checked, ...findings };
  }
}

export class SeriesReportView {
  @ApiProperty() prefix: string;
  @ApiProperty({ description: 'Code of the issuer' }) issuer: string;
  @ApiProperty() year: number;
  @ApiProperty() documents: number;
  @ApiProperty({ type: String, nullable: true }) firstNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) lastNumber: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Seal of the last document, recomputed' })
  lastHash: string | null;
  @ApiProperty() intact: boolean;

  static of(this: void, report: SeriesReport): SeriesReportView {
    const { prefix, issuer, year, documents, firstNumber, lastNumber, lastHash, intact } = report;
    return { prefix, issuer, year, documents, firstNumber, lastNumber, lastHash, intact };
  }
}

export class VerificationView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ format: 'date', description: 'Due days and deadlines were told for it' }) day: string;
  @ApiProperty({ description: 'No invariant is broken' }) holds: boolean;
  @ApiProperty({ type: [CheckView] }) checks: readonly CheckView[];
  @ApiProperty({ type: [SeriesReportView] }) series: readonly SeriesReportView[];

  static of(this: void, { at, day, holds, checks, series }: Verification): VerificationView {
    return { at, day, holds, checks: checks.map(CheckView.of), series: series.map(SeriesReportView.of) };
  }
}

/** What is known without computing anything. */
export class ProofsView {
  @ApiProperty({ type: VerificationView, nullable: true, description: 'Null before the first night' })
  nightly: VerificationView | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: this version makes no backup itself and knows of none',
  })
  lastBackupAt: string | null;
}
