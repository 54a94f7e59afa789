/** Generated from the migrations: node platform/testing/generate-schema.ts */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Int8 = number;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AbuseNotice {
  address: string;
  agency: string;
  batch: string | null;
  given_at: Timestamp;
  given_by: string;
  happened_on: string;
  id: string;
  postcode: string;
  reference: string;
}

export interface AbuseNoticeChild {
  born: string | null;
  family_name: string;
  for_forum: Generated<boolean>;
  given_name: string;
  id: string;
  notice: string;
  parted_at: Timestamp | null;
  person: string | null;
  school: string;
  witnessed: string;
}

export interface AbuseNoticeDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface AbuseNoticeEvent {
  actor: string;
  at: Timestamp;
  child: string;
  event: string;
  id: string;
  why: string;
}

export interface Access {
  audience: string;
  collection: Generated<boolean>;
  ends: Timestamp | null;
  granted_by: string;
  id: string;
  level: number;
  opens_sealed: Generated<boolean>;
  purpose: string;
  record: string;
  starts: Generated<Timestamp>;
  why: string;
}

export interface Account {
  active: Generated<boolean>;
  agency: string;
  comes_to: Generated<string>;
  created_at: Generated<Timestamp>;
  id: string;
  job_title: string;
  key: string;
  name: string;
  synthetic: boolean;
}

export interface Acknowledgement {
  account: string;
  at: Timestamp;
  id: string;
  version: number;
}

export interface Action {
  about_id: string;
  about_kind: string;
  group_key: string | null;
  id: string;
  owner: string;
  person: string | null;
  proposed_at: Timestamp;
  proposed_by: string;
  title: string;
  why: string;
}

export interface ActionDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface ActionEvent {
  action: string;
  actor: string;
  at: Timestamp;
  due: string | null;
  event: string;
  id: string;
}

export interface ActionWords {
  action: string;
  event: string;
  words: string;
}

export interface Agency {
  attributes: Generated<Json>;
  districts: Generated<string[]>;
  functions: string[];
  id: string;
  key: string;
  kind: string;
  mapping_status: string;
  name: string;
  source_doc: string;
  source_section: string;
}

export interface AgendaItem {
  about_people: boolean;
  added_at: Timestamp;
  added_by: string;
  carried_from: string | null;
  group_key: string;
  href: Generated<string>;
  id: string;
  kind: string | null;
  meeting: string;
  person: string | null;
  source: string;
  step: string | null;
  subject: string | null;
  title: string;
  why: Generated<string>;
}

export interface Area {
  attributes: Generated<Json>;
  batch: string;
  code: string;
  collection: string;
  illustrative: Generated<boolean>;
  kind: string;
  name: string;
}

export interface AreaLink {
  batch: string;
  change: string | null;
  code: string;
  collection: string;
  into_code: string;
  into_kind: string;
  kind: string;
  share: number | null;
}

export interface AreaShape {
  batch: string;
  code: string;
  collection: string;
  geometry: string;
  kind: string;
}

export interface AskingLink {
  asked_by: string;
  expires_at: Timestamp;
  id: string;
  made_at: Timestamp;
  opened_at: Timestamp | null;
  organisation: string;
  sent_as: string | null;
  token_digest: Buffer;
  used_at: Timestamp | null;
}

export interface Assessment {
  content_note: string;
  file: string;
  id: string;
  instrument: string;
  made_at: Timestamp;
  made_by: string;
  made_on: string;
  matters: string;
  no_words_why: string;
  own_words: string;
  readiness: string;
  worker_readiness: Generated<string>;
  worker_view: string;
}

export interface AssessmentContext {
  assessment: string;
  context: string;
  their_view: Generated<string>;
  weight: string;
  why: string;
}

export interface AssessmentFactor {
  assessment: string;
  context: string;
  evidence: string;
  factor: string;
  kind: string;
  label: string;
  seen_on: string | null;
  source: string;
  state: string;
  told_to: string;
}

export interface AssessmentFile {
  file: string;
  kind: string;
  opened_at: Timestamp;
  opened_by: string;
  person: string | null;
}

export interface AssessmentInstrument {
  factors: Json;
  first_used: Timestamp;
  version: string;
}

export interface Attachment {
  added_at: Timestamp;
  added_by: string;
  bytes: number;
  cleaned: boolean;
  digest: string;
  id: string;
  kind: string;
  name: string;
  of_case: Generated<string | null>;
  of_disclosure: Generated<string | null>;
  of_meeting: Generated<string | null>;
  of_referral: Generated<string | null>;
  outcome: string | null;
  record: string;
  scanned_at: Timestamp | null;
  sealed_key: Buffer | null;
  signature: string | null;
  tried_at: Timestamp | null;
  type: string;
}

export interface Audience {
  id: string;
  key: string;
  kind: string;
  name: string;
}

export interface BankHoliday {
  changed_at: Timestamp;
  day: string;
  kept: Generated<boolean>;
  name: string;
  source: string;
}

export interface BoardGroup {
  attributes: Generated<Json>;
  frequency: string;
  id: string;
  key: string;
  level: string;
  mapping_status: string;
  name: string;
  purpose: string;
  source_doc: string;
  source_section: string;
  status: string;
  synonyms: Generated<string[]>;
}

export interface BreakGlass {
  actor: string;
  agency: string;
  ends: Timestamp;
  id: string;
  opened_at: Timestamp;
  outcome: string | null;
  record: string;
  reviewed_at: Timestamp | null;
  reviewed_by: string | null;
  why: string;
  words: string | null;
}

export interface CaseAgreement {
  answer: string;
  answered_on: string;
  how: string;
  id: string;
  plan: string;
  reason: Generated<string>;
  recorded_at: Timestamp;
  recorded_by: string;
  what: string;
  why: string;
}

export interface CaseCount {
  id: string;
  month: string;
  n: Generated<number>;
  what: string;
}

export interface CaseEvent {
  actor: string;
  at: Timestamp;
  event: string;
  file: string;
  id: string;
  member: string | null;
  why: string;
}

export interface CaseFactorCount {
  factor: string;
  id: string;
  kind: string;
  month: string;
}

export interface CaseFile {
  collection: Generated<string>;
  id: string;
  meet_from: Timestamp | null;
  meet_from_what: Generated<string>;
  opened_at: Timestamp;
  opened_by: string;
  opened_on: string;
  peer_group: string | null;
  person: string | null;
  referral: string;
  why: string;
}

export interface CaseFileDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface CaseGoal {
  id: string;
  not_own_why: string;
  plan: string;
  position: number;
  said_by: string;
  steps: string[];
  words: string;
}

export interface CaseGoalOutcome {
  goal: string;
  met: string;
  outcome: string;
  own_view: string;
}

export interface CaseLook {
  attendance: string;
  file: string;
  harm: string;
  id: string;
  months: number | null;
  no_words_why: string;
  outcome: string | null;
  own_words: string;
  reached: string;
  recorded_at: Timestamp;
  recorded_by: string;
  safety: number | null;
  seen_on: string;
  why_not: string;
}

export interface CaseMove {
  due: string;
  file: string;
  id: string;
  kind: string;
  recorded_at: Timestamp;
  recorded_by: string;
}

export interface CaseMoveEvent {
  at: Timestamp;
  by: string;
  event: string;
  id: string;
  move: string;
  on_day: string;
  who: string;
  why: string;
}

export interface CaseOutcome {
  accepted_by: Generated<string>;
  accepted_on: string | null;
  ended_on: string;
  file: string;
  handover: string;
  handover_to: string;
  helped: Generated<string>;
  how: string;
  id: string;
  if_again: Generated<string>;
  no_move_why: Generated<string>;
  no_view_why: string;
  not_helped: Generated<string>;
  own_view: string;
  reason: string;
  recorded_at: Timestamp;
  recorded_by: string;
  why: string;
}

export interface CasePartCount {
  file: string;
  id: string;
  n: number;
  part: string;
  what: string;
}

export interface CasePartHidden {
  file: string;
  part: string;
}

export interface CasePartStruck {
  at: Timestamp;
  by: string;
  day: string;
  file: string;
  kind: string;
  part: string;
  reason: string;
}

export interface CasePathway {
  chosen_at: Timestamp;
  chosen_by: string;
  contact_hours: number | null;
  file: string;
  id: string;
  name: string;
  pathway: string;
  review_days: number | null;
  why: string;
}

export interface CasePlan {
  file: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  made_on: string;
  programme: string;
  programme_name: string;
  programme_why: string;
  version: number;
}

export interface CasePlanPart {
  ask: string;
  id: string;
  part: string;
  plan: string;
  position: number;
  words: string;
}

export interface CaseReview {
  changed: string;
  decision: string;
  file: string;
  held_on: string;
  id: string;
  next_on: string | null;
  no_words_why: string;
  own_words: string;
  recorded_at: Timestamp;
  recorded_by: string;
  why: string;
}

export interface CaseSession {
  came: string;
  done: string;
  file: string;
  held_at: string;
  held_on: string;
  id: string;
  in_group: Generated<boolean>;
  missed_done: string;
  missed_why: string;
  next: string;
  own_view: string;
  recorded_at: Timestamp;
  recorded_by: string;
  who: string;
  worker: string | null;
}

export interface CaseSignOff {
  answer: string;
  at: Timestamp;
  by: string;
  id: string;
  plan: string;
  why: string;
}

export interface CaseStepTie {
  at: Timestamp;
  by: string;
  factor: string;
  goal: string;
  id: string;
  kind: string;
  label: string;
  step: number;
}

export interface CaseTold {
  agreed_on: string;
  at: Timestamp;
  by: string;
  employer: string;
  file: string;
  how: string;
  id: string;
  item: string;
  words: string;
}

export interface CaseToldEnd {
  at: Timestamp;
  by: string;
  ended_on: string;
  told: string;
  why: string;
}

export interface CaseToldOnce {
  at: Timestamp;
  by: string;
  id: string;
  to_whom: string;
  told: string;
  told_on: string;
}

export interface CaseTransfer {
  answer_by: string;
  asked_at: Timestamp;
  asked_by: string;
  file: string;
  id: string;
  member: string;
  passed_on: string;
  why: string;
}

export interface CaseTransferAnswer {
  answer: string;
  at: Timestamp;
  by: string;
  transfer: string;
  why: string;
}

export interface CaseWork {
  closed_on: string | null;
  due_key: Generated<string>;
  due_on: string | null;
  file: string;
  lead: string | null;
  member: string;
  reference: Generated<string>;
  state: string;
  unsigned: boolean;
  waits: string;
}

export interface CaseWorkerCount {
  file: string;
  n: number;
}

export interface ClaimRule {
  claim: string;
  gives: string;
  id: string;
  issuer: string;
  key: string;
  value: string;
}

export interface ClusterEvent {
  actor: string;
  at: Timestamp;
  cause: string;
  id: string;
  kind: string;
  one: string | null;
  other: string | null;
  why: string;
}

export interface ClusterEventRecord {
  after: string | null;
  before: string | null;
  event: string;
  record: string;
}

export interface CommitmentDue {
  actor: string;
  commitment: string;
  due: string;
  id: string;
  recorded_at: Timestamp;
  why: string;
}

export interface CommitmentEvent {
  actor: string;
  commitment: string;
  id: string;
  on_day: string;
  recorded_at: Timestamp;
  status: string;
  why: string;
}

export interface CommitmentEvidence {
  actor: string;
  commitment: string;
  filed_at: Timestamp;
  happened_on: string;
  id: string;
  kind: string;
  link_id: string | null;
  link_kind: string | null;
  sentence: string;
  url: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_by: string | null;
  withdrawn_why: string | null;
}

export interface Conflict {
  area_code: string | null;
  first_group: string;
  id: string;
  opened_at: Timestamp;
  opened_by: string;
  second_group: string | null;
}

export interface ConflictDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface ConflictEvent {
  conflict: string;
  direction: string | null;
  id: string;
  kind: string;
  on_day: string;
  provenance: string | null;
  recorded_at: Timestamp;
  recorded_by: string;
  refers: string | null;
  report: string | null;
  report_kind: string | null;
  review_on: string | null;
  stage: number | null;
  violence: string | null;
}

export interface ConflictGroup {
  described_at: Timestamp;
  described_by: string;
  district: string | null;
  id: string;
  name: string;
  shares: string;
  size: string;
  size_source: Generated<string>;
}

export interface ConflictGroupDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface ConflictNarrative {
  event: string;
  knowledge: string | null;
  reliability: string | null;
  source: Generated<string>;
  what: string;
}

export interface ConflictRequest {
  asked_at: Timestamp;
  asked_by: string;
  conflict: string;
  ended_at: Timestamp | null;
  ended_why: Generated<string>;
  group_key: string;
  id: string;
  title: string;
  why: string;
}

export interface ContactTalk {
  age_band: string;
  held_on: string;
  id: string;
  offered: string[];
  place_kind: string;
  topics: string[];
  worker: string;
}

export interface ContentLoad {
  digest: string;
  id: string;
  loaded_at: Generated<Timestamp>;
  rows: number;
}

export interface ContentRow {
  key: string;
  mapping_status: string;
  position: number;
  row: Json;
  source_doc: string;
  source_section: string;
  table_name: string;
}

export interface Contribution {
  actor: string;
  agency: string;
  at: Timestamp;
  id: string;
  item: string;
  shows: string;
  source: Generated<string>;
  standing: string;
  voice: string;
  words: string;
}

export interface Credential {
  account: string;
  email: string;
  password_hash: string | null;
  password_set_at: Timestamp | null;
  totp_sealed: Buffer | null;
  totp_set_at: Timestamp | null;
  totp_step: Int8 | null;
}

export interface Decision {
  actor: string;
  at: Timestamp;
  dissent: Generated<string>;
  id: string;
  item: string;
  outcome: string;
  why: string;
  words: string;
}

export interface DecisionAction {
  action: string;
  answers: string | null;
  decision: string;
}

export interface Disclosure {
  asked_at: Timestamp;
  asked_by: string;
  authorised_by: Json | null;
  basis: Json | null;
  circumstances: string[];
  confidence: string | null;
  confirmed_by: Json | null;
  consent_to_service: string | null;
  decided_at: Timestamp | null;
  decided_on: string | null;
  decision: string | null;
  explanation: string | null;
  from_agency: string;
  from_function: string;
  gateway: string | null;
  gateway_answer: string | null;
  id: string;
  information: string[];
  look_again_on: string | null;
  necessity: string;
  no_consent_reasons: string[] | null;
  policy_document: string | null;
  proportionality: string;
  purpose: string;
  quoted_gateway: string | null;
  reason: string | null;
  second_authoriser: Json | null;
  subject: string | null;
  subject_kind: string | null;
  subject_label: Generated<string>;
  to_agency: string;
  to_function: string;
  told: Json | null;
  what_was_shared: string | null;
}

export interface DisclosureDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface DisclosureRecipient {
  disclosure: string;
  name: string;
  position: number;
  role: string;
}

export interface Draft {
  actor: string;
  amends: string | null;
  answers: Generated<Json>;
  id: string;
  journey: string;
  updated_at: Generated<Timestamp>;
}

export interface DutyDesk {
  agency: string;
  changed_at: Timestamp;
  hours: string;
  name: string;
  telephone: string;
}

export interface ErasureUpheld {
  decided_on: string | null;
  record: string | null;
}

export interface Feed {
  agency: string;
  ended_at: Timestamp | null;
  ended_by: string | null;
  expires_at: Timestamp;
  id: string;
  made_at: Timestamp;
  made_by: string;
  mapping: string;
  name: string;
  token_digest: Buffer;
}

export interface FeedDrop {
  agency: string;
  bytes: Int8;
  feed: string;
  id: string;
  sent_at: Timestamp;
}

export interface FeedMapping {
  agency: string;
  changed_at: Timestamp;
  changed_by: string;
  columns: Json;
  id: string;
  name: string;
}

export interface FeedRow {
  agency: string;
  batch: string;
  record: string;
  reference: string;
}

export interface FileReadable {
  kind: string | null;
  person: string | null;
  record: string | null;
}

export interface FileWritable {
  kind: string | null;
  record: string | null;
}

export interface FormSent {
  actor: string;
  at: Timestamp;
  form: Buffer;
  led_to: Generated<string>;
}

export interface GroupSession {
  file: string | null;
  heads: number;
  held_on: string;
  helpers: Generated<number>;
  id: string;
  people: string;
  place: string;
  programme: string;
  programme_name: string;
  recorded_at: Timestamp;
  recorded_by: string;
  topics: string[];
  workers: string[];
}

export interface GroupSessionStruck {
  at: Timestamp;
  by: string;
  reason: string;
  session: string;
}

export interface GroupStep {
  about_people: boolean;
  actor: string;
  at: Timestamp;
  decision: string;
  from_collection: string;
  from_group: string;
  href: Generated<string>;
  id: string;
  item: string;
  kind: string | null;
  person: string | null;
  rule: string | null;
  subject: string | null;
  title: string;
  to_collection: string;
  to_group: string;
  why: string;
}

export interface GroupStepAnswer {
  accepted: boolean;
  actor: string;
  at: Timestamp;
  step: string;
  why: string;
}

export interface HeldRecord {
  kind: string | null;
  record: string | null;
}

export interface IdentityAnswer {
  dynamic: string;
  name: string;
  rating: string | null;
  talk: string;
  words: string;
}

export interface IdentityTalk {
  content_note: string;
  file: string;
  given: string;
  held_on: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  shown_to_carer: boolean;
  shown_to_person: boolean;
  voice: string;
  whose: string;
}

export interface ImpactAssessment {
  approved_as: string | null;
  approved_by: string | null;
  approved_on: string | null;
  expires_on: string | null;
  id: string;
  kind: string;
  measures: string;
  reference: string;
  review_on: string | null;
  risks: string;
  subject_key: string;
  subject_kind: string;
  subject_name: string;
  summary: string;
  synthetic: Generated<boolean>;
  withdrawn_on: string | null;
  withdrawn_why: string | null;
  written_at: Timestamp;
  written_by: string;
}

export interface ImportBatch {
  actor: string;
  checked_at: Timestamp | null;
  collection: string;
  dry_run: boolean;
  failed_code: string | null;
  failed_sentence: string | null;
  id: string;
  job: string | null;
  kind: string;
  names: string[];
  notes: Generated<Json>;
  options: Generated<Json>;
  published_at: Timestamp | null;
  rows_duplicate: Generated<Int8>;
  rows_loaded: Generated<Int8>;
  rows_outside: Generated<Int8>;
  rows_read: Generated<Int8>;
  rows_rejected: Generated<Int8>;
  started_at: Generated<Timestamp>;
  undone_at: Timestamp | null;
}

export interface ImportRejection {
  batch: string;
  collection: string;
  column_name: string;
  file: string;
  line: Int8;
  reason: string;
  row_text: string;
}

export interface Incident {
  area_code: string | null;
  batch: string;
  category: string;
  collection: string;
  domestic: boolean | null;
  external_id: string | null;
  group_a: string | null;
  group_b: string | null;
  id: string;
  injury: boolean | null;
  kind: string;
  latitude: number | null;
  longitude: number | null;
  month: string;
  occurred: Timestamp | null;
  online: boolean | null;
  outcome: string | null;
  precision: string;
  provenance: string;
  record_key: number;
  severity: number | null;
  source: string;
  weapon: boolean | null;
}

export interface IncidentCount {
  area_code: string;
  batch: string;
  category: string;
  collection: string;
  key_sum: number;
  kind: string;
  month: string;
  n: number;
  source: string;
}

export interface IncidentCube {
  area_code: string;
  collection: string;
  kind: string;
  kind_name: string;
  made_at: Generated<Timestamp>;
  quarter: string;
  source: string;
  value: number | null;
}

export interface IncidentCubeQuarter {
  collection: string;
  quarter: string;
  source: string;
}

export interface IncidentHourCount {
  batch: string;
  collection: string;
  district_code: string;
  hour: number;
  kind: string;
  n: number;
  source: string;
  weekday: number;
  year: number;
}

export interface IncidentMonthCount {
  batch: string;
  category: string;
  collection: string;
  dated: number;
  first_day: number | null;
  kind: string;
  last_day: number | null;
  month: string;
  n: number;
  source: string;
}

export interface IndexRun {
  area_kind: string;
  collection: string;
  id: string;
  made_at: Generated<Timestamp>;
  made_by: string;
  parameters: Json;
  periods: string[];
  reference: string;
  resamples: number;
  seed: number;
  summary: Json;
}

export interface IndexValue {
  area_code: string;
  collection: string;
  headings: Json;
  high: number;
  index: number;
  low: number;
  period: string;
  rank: number;
  run: string;
  weights_high: number;
  weights_low: number;
  whole: number;
}

export interface IndicatorMapping {
  collection: string;
  made_at: Generated<Timestamp>;
  made_by: string;
  mapping: Json;
  name: string;
  title: string;
}

export interface IndicatorValue {
  area_code: string;
  area_kind: string;
  batch: string;
  collection: string;
  denominator: number | null;
  high: number | null;
  indicator: string;
  low: number | null;
  marker: string | null;
  period: string;
  value: number | null;
}

export interface Issuer {
  acr_values: Generated<string>;
  active: Generated<boolean>;
  agency: string;
  changed_at: Generated<Timestamp>;
  client_id: string;
  client_secret_sealed: Buffer | null;
  id: string;
  key: string;
  name: string;
  url: string;
}

export interface Job {
  actor: string;
  asked_at: Generated<Timestamp>;
  done: Generated<Int8>;
  failed_code: string | null;
  finished_at: Timestamp | null;
  id: string;
  kind: string;
  payload: Json;
  purpose: string;
  started_at: Timestamp | null;
  step: Generated<string>;
  total: Int8 | null;
  tries: Generated<number>;
}

export interface Knowable {
  record: string | null;
}

export interface KnownQuestion {
  actor: string;
  asked_at: Timestamp;
  id: string;
}

export interface LedgerDetail {
  detail: Json;
  entry: string;
  salt: Buffer;
  subject: string | null;
}

export interface LedgerEntry {
  action: string;
  actor: string;
  agency: string | null;
  at: Generated<Timestamp>;
  digest: Buffer;
  id: string;
  kind: string;
  purpose: string;
  session: string | null;
  subject: string | null;
}

export interface LedgerPosition {
  entry: string;
  position: Int8;
}

export interface LedgerSeal {
  first_position: Int8;
  hash: Buffer;
  key_id: string;
  last_position: Int8;
  number: Int8;
  previous_hash: Buffer;
  sealed_at: Timestamp;
  signature: Buffer;
}

export interface LifeEvent {
  account: string;
  account_of: string;
  added_at: Timestamp;
  added_by: string;
  content_note: Generated<string>;
  done: string;
  file: string;
  from_high: string;
  from_low: string;
  id: string;
  lane: string;
  ongoing: boolean;
  struck_at: Timestamp | null;
  struck_why: string | null;
  told_to: string;
  until_high: string | null;
  until_low: string | null;
  what: string;
  when_words: string;
}

export interface LocalAreaMatch {
  area_code: string;
  area_kind: string;
  collection: string;
  how: string;
  local_name: string;
  matched_at: Generated<Timestamp>;
  matched_by: string;
}

export interface Manageable {
  record: string | null;
}

export interface ManageableCollection {
  record: string | null;
}

export interface ManageableMeeting {
  id: string | null;
}

export interface ManageableMeetings {
  collection: string | null;
}

export interface ManageablePerson {
  id: string | null;
}

export interface MatchPair {
  agency_one: string;
  agency_other: string;
  apart: boolean;
  found_at: Timestamp;
  id: string;
  one: string;
  other: string;
  score: number;
  weight: number;
}

export interface MatchReview {
  actor: string;
  at: Timestamp;
  id: string;
  pair: string;
  said: string;
  score: number;
  second: boolean;
  why: string;
}

export interface MeasureDefinition {
  baseline: string | null;
  better: string;
  changed_at: Timestamp;
  changed_by: string;
  key: string;
  outcome: string;
  version: Generated<number>;
  words: string;
}

export interface MeasureSnapshot {
  actor: string;
  denominator: number | null;
  id: string;
  key: string;
  not_given: string | null;
  period: string;
  source: string;
  taken_at: Timestamp;
  unit: string;
  value: number | null;
  words: string;
}

export interface Meeting {
  at_time: Generated<string>;
  chair: string;
  collection: string;
  group_key: string;
  id: string;
  on_day: string;
  online: boolean;
  place: Generated<string>;
  planned_at: Timestamp;
  planned_by: string;
}

export interface MeetingAttendance {
  account: string;
  at: Timestamp;
  id: string;
  meeting: string;
  noted_by: string;
  standing: string;
}

export interface MeetingDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface MeetingEvent {
  actor: string;
  approved_in: string | null;
  at: Timestamp;
  event: string;
  id: string;
  meeting: string;
  words: Generated<string>;
}

export interface MeetingSeries {
  collection: string;
  every_days: number;
  group_key: string;
  id: string;
  place: Generated<string>;
  set_at: Timestamp;
  set_by: string;
  since: string;
}

export interface Membership {
  actor: string;
  audience: string;
  ends: Timestamp | null;
  granted_by: string;
  id: string;
  starts: Generated<Timestamp>;
  why: string;
}

export interface Mentor {
  agency: string;
  called: string;
  capacity: number;
  check_kind: string;
  check_until: string;
  checked_on: string;
  id: string;
  interests: string;
  languages: string;
  offered_at: Timestamp;
  offered_by: string;
  times: string[];
}

export interface MentorDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface MentorEvent {
  at: Timestamp;
  by: string;
  event: string;
  id: string;
  mentor: string;
  until: string | null;
  why: string;
}

export interface MentorMatch {
  agency: string;
  at: Timestamp;
  by: string;
  file: string;
  id: string;
  matched_on: string;
  own_view: string;
  why: string;
}

export interface MentorMatchEnd {
  at: Timestamp;
  by: string;
  ended_on: string;
  match: string;
  reason: string;
  why: string;
}

export interface MentorMatchName {
  called: string;
  match: string;
  mentor: string;
}

export interface MentorPlace {
  freed_on: string | null;
  id: string;
  match: string | null;
  mentor: string;
  slot: number;
  taken_on: string;
}

export interface Migration {
  applied_at: Generated<Timestamp>;
  checksum: string;
  name: string;
  number: number;
}

export interface ModelWithdrawal {
  at: Timestamp;
  evidence: Json;
  model: string;
  reason: string;
}

export interface MomentStep {
  at: Timestamp;
  by_whom: string;
  file: string;
  goer: string | null;
  id: string;
  moment: string;
  step: string;
  words: string;
}

export interface MyAccess {
  audience: string | null;
  collection: boolean | null;
  level: number | null;
  opens_sealed: boolean | null;
  purpose: string | null;
  record: string | null;
  why: string | null;
}

export interface Notice {
  actor: string;
  at: Timestamp;
  id: string;
  kind: string;
  mail_begun_at: Timestamp | null;
  mailed_at: Timestamp | null;
  occasion: Generated<string>;
  read_at: Timestamp | null;
  record: string;
  told_by: string;
  urgent: boolean;
}

export interface NoticedRecord {
  id: string | null;
}

export interface NoticeSetting {
  actor: string;
  by_mail: string;
  set_at: Timestamp;
}

export interface Outbox {
  asked_at: Generated<Timestamp>;
  attempt: Generated<number>;
  job: string;
  not_before: Generated<Timestamp>;
}

export interface OutsideIdentity {
  account: string;
  issuer: string;
  subject: string;
}

export interface OutsideOrganisation {
  added_at: Timestamp;
  added_by: string;
  changed_at: Timestamp | null;
  contact: string;
  email: string;
  ended_at: Timestamp | null;
  id: string;
  name: string;
  telephone: string;
}

export interface OutsideReferral {
  answers: Json | null;
  id: string;
  link: string;
  organisation: string;
  received_at: Timestamp;
  referral: string | null;
  settled: string | null;
  settled_at: Timestamp | null;
  settled_by: string | null;
  settled_why: string | null;
  soon: Generated<number | null>;
}

export interface OwnAgency {
  id: string | null;
}

export interface PartnerChoice {
  answer: string;
  answered_on: string;
  at: Timestamp;
  by: string;
  how: string;
  id: string;
  no_words_why: string;
  own_words: string;
  support: string;
}

export interface PartnerEvent {
  answers: Generated<string[]>;
  at: Timestamp;
  by: string;
  event: string;
  id: string;
  on_day: string;
  support: string;
  words: string;
}

export interface PartnerSupport {
  about: string;
  id: string;
  opened_at: Timestamp;
  opened_by: string;
  opened_on: string;
  person: string;
  sent: string | null;
}

export interface PartnerSupportDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface PeerGroup {
  about_many: number;
  agency: string;
  area_code: string | null;
  collection: string;
  created_at: Timestamp;
  created_by: string;
  id: string;
  name: string;
  oldest: number | null;
  place: Generated<string>;
  shares: string;
  youngest: number | null;
}

export interface PeerGroupDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface PeerGroupMember {
  added_at: Timestamp;
  added_by: string;
  ends: Timestamp;
  id: string;
  peer_group: string;
  person: string;
  why: string;
}

export interface PersonAddress {
  class: string;
  id: string;
  lines: string;
  person: string;
  postcode: string;
  since: string | null;
  until: string | null;
}

export interface PersonCluster {
  cluster: string;
  record: string;
  seen: Timestamp;
}

export interface PersonContact {
  id: string;
  kind: string;
  must_not_know: Generated<string>;
  person: string;
  safety: string;
  value: string;
}

export interface PersonIdentifier {
  id: string;
  person: string;
  scheme: string;
  value: string;
}

export interface PersonLanguage {
  id: string;
  language: string;
  need: string;
  person: string;
}

export interface PersonMatch {
  actor: string;
  agreed: string[];
  at: Timestamp;
  differed: string[];
  event: string;
  id: string;
  not_known: string[];
  one: string;
  other: string;
  why: string;
}

export interface PersonRecord {
  agency: string;
  born: string | null;
  born_precision: string;
  changed_at: Generated<Timestamp>;
  collection: string;
  created_at: Timestamp;
  created_by: string;
  family_name: string;
  given_name: string;
  id: string;
  other_names: Generated<string[]>;
  sealed: boolean;
  sex: string;
  version: Generated<number>;
  world: string;
}

export interface PersonRecordDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface PersonTie {
  added_at: Timestamp;
  added_by: string;
  effect: string;
  id: string;
  kind: string;
  other: string | null;
  other_name: string;
  person: string;
  responsibility: string;
  since: string | null;
  until: string | null;
  why: string;
}

export interface PredictionContent {
  content: string;
  seal: string;
}

export interface PredictionKey {
  key: string;
  open: boolean;
  seal: string;
}

export interface PredictionScore {
  outcomes: string;
  results: Json;
  scored_at: Timestamp;
  seal: string;
}

export interface PredictionSeal {
  about: Json;
  closes_on: string;
  digest: string;
  id: string;
  opens_on: string;
  part: string;
  run: string;
  sealed_at: Generated<Timestamp>;
  trial: Json;
}

export interface PredictionTarget {
  equality_assessment: string | null;
  kind: string;
  provenance: string;
  run: string;
}

export interface ProgrammeChoice {
  assessment: string;
  choice: string;
  file: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  programme: string;
  programme_name: string;
  reasons: string[];
  they_say: string;
  why: string;
}

export interface ProgrammeEvidence {
  added_at: Timestamp;
  added_by: string;
  finding: string;
  id: string;
  kind: string;
  programme: string;
  rating: string;
  record: string;
  source: string;
  source_year: number;
  struck_at: Timestamp | null;
  struck_by: string | null;
  struck_why: string | null;
}

export interface ProgrammeFile {
  opened_at: Timestamp;
  opened_by: string;
  programme: string;
  record: string;
}

export interface ProgrammeNews {
  at: Timestamp;
  by: string;
  file: string;
  id: string;
  on_day: string;
  taken: string | null;
  what: string;
  words: string;
}

export interface ProgrammeNewsAnswer {
  answer: string;
  at: Timestamp;
  by: string;
  news: string;
  words: string;
}

export interface ProgrammePlaces {
  id: string;
  note: Generated<string>;
  on_day: string;
  places: number | null;
  programme: string;
  record: string | null;
  recorded_at: Timestamp;
  recorded_by: string;
  said_by: string;
  wait_days: number | null;
  waiting: number | null;
}

export interface ProgrammeVersion {
  age_from: number | null;
  age_to: number | null;
  districts: string[];
  eligibility: string;
  factors: string[];
  for_whom: string;
  how_to_ask: string;
  id: string;
  levels: string[];
  life_stages: string[];
  made_at: Timestamp;
  made_by: string;
  name: string;
  pillars: string[];
  programme: string;
  reaches: string[];
  record: string;
  run_by: string;
  state: string;
  version: number;
  what_happens: string;
  why: string;
}

export interface ReachableMoment {
  answered_at: Timestamp | null;
  event: string;
  file: string;
  goer: string | null;
  hours: number | null;
  id: string;
  missed_why: string | null;
  opened_at: Timestamp | null;
  outcome: string | null;
  reached_on: string | null;
  words: string;
}

export interface Readable {
  record: string | null;
}

export interface ReadableAssessed {
  file: string | null;
}

export interface ReadableCase {
  id: string | null;
}

export interface ReadableCollection {
  record: string | null;
}

export interface ReadableMeetings {
  collection: string | null;
}

export interface ReadablePerson {
  agency: string | null;
  id: string | null;
}

export interface Recovery {
  account: string;
  agreed: boolean | null;
  asked_at: Timestamp;
  code_shown: boolean;
  decided_at: Timestamp | null;
  decided_by: string | null;
  done_at: Timestamp | null;
  how_checked: string | null;
  id: string;
}

export interface RecoveryCode {
  account: string;
  digest: Buffer;
  used_at: Timestamp | null;
}

export interface Referral {
  about: string;
  agency: string;
  collection: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  outside: string | null;
  peer_group: string | null;
  person: string | null;
  told_person: string | null;
}

export interface ReferralContent {
  about_age: number | null;
  about_many: number | null;
  agrees: string | null;
  agrees_why: string | null;
  area_code: string | null;
  basis: string | null;
  born: string | null;
  born_precision: string | null;
  called_key: Generated<string | null>;
  family_name: string | null;
  given_name: string | null;
  group_name: string | null;
  group_shares: string | null;
  informed: string | null;
  informed_why: string | null;
  kinds: string[];
  known_as: string | null;
  lone_parent: string | null;
  made_by: string;
  moment: string | null;
  moment_roles: Generated<string[]>;
  moment_when: string | null;
  moment_words: string | null;
  must_not_know: string | null;
  no_words_why: string | null;
  oldest: number | null;
  own_words: string | null;
  place: string | null;
  reach_how: string | null;
  reach_message: string | null;
  reach_safety: string | null;
  referral: string;
  strengths: string | null;
  urgency: string;
  youngest: number | null;
}

export interface ReferralDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface ReferralEarlier {
  content: Json;
  facts: Json;
  id: string;
  referral: string;
  replaced_at: Timestamp;
}

export interface ReferralEvent {
  actor: string;
  answers: Json | null;
  at: Timestamp;
  due: string | null;
  event: string;
  id: string;
  other: string | null;
  reason: string | null;
  referral: string;
  what: string;
  why: string;
}

export interface ReferralFact {
  id: string;
  referral: string;
  standing: string;
  words: string;
}

export interface ReferralFairness {
  at: Timestamp;
  care: string;
  ethnicity: string;
  id: string;
  needs: string;
  referral: string;
}

export interface ReferralMoment {
  answered_at: Timestamp | null;
  goer: string;
  hours: number;
  missed_why: string | null;
  named_by: string;
  opened_at: Timestamp;
  outcome: string | null;
  reached_on: string | null;
  referral: string;
  what_happened: Generated<string>;
  words: string;
}

export interface ReferralWork {
  about: string;
  agency: string;
  chair_at: Timestamp | null;
  clock: string | null;
  due_at: Timestamp | null;
  due_key: Generated<Timestamp>;
  groups: Generated<string[]>;
  made_at: Timestamp;
  nobody_goes: boolean | null;
  outcome: string | null;
  reference: Generated<string>;
  referral: string;
  route: string | null;
  since: Timestamp | null;
  sorter: string | null;
  state: string;
  waits: string;
}

export interface Removable {
  kind: string | null;
  record: string | null;
}

export interface RequestStanding {
  id: string | null;
  record: string | null;
}

export interface RetentionCertificate {
  approvals: Json;
  counts: Json;
  counts_from: string;
  due_on: string;
  entry: string;
  id: string;
  kind: string;
  record: string;
  removed_at: Timestamp;
  schedule: string;
  schedule_words: string;
}

export interface RetentionEvent {
  actor: string;
  at: Generated<Timestamp>;
  event: string;
  ground: string | null;
  id: string;
  kind: string;
  record: string;
  until: string | null;
  why: Generated<string>;
}

export interface RetentionItem {
  counts_from: string;
  due_on: string;
  ground: Generated<string>;
  kind: string;
  look: string;
  people: number;
  record: string;
  schedule: string;
  title: string;
  waits_for: Generated<string>;
}

export interface RetentionLook {
  at: Timestamp;
  cleared: Json;
  id: string;
  kinds: Json;
  on_day: string;
}

export interface RouteClock {
  answer_days: number;
  changed_at: Timestamp;
  later_days: Generated<number>;
  route: string;
  tell_days: number;
}

export interface SealRequest {
  agreed: boolean | null;
  asked_at: Timestamp;
  asked_by: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  id: string;
  record: string;
  why: string;
  words: string | null;
}

export interface SearchToken {
  record: string;
  token: Buffer;
}

export interface Session {
  actor: string | null;
  created_at: Generated<Timestamp>;
  data: Generated<Json>;
  device: Generated<string>;
  ends_at: Timestamp;
  id: string;
  seen_at: Generated<Timestamp>;
  token_digest: Buffer;
}

export interface SharingDocument {
  bases: string[];
  changed_at: Timestamp;
  changed_by: string;
  data_sets: string;
  ended_on: string | null;
  id: string;
  information: string[];
  kind: string;
  parties: string[];
  people: string;
  purposes: string[];
  reference: string;
  retention: string | null;
  review_on: string;
  security: string;
  signed_on: string | null;
  synthetic: Generated<boolean>;
  title: string;
  version: Generated<number>;
}

export interface SignInLink {
  account: string;
  expires_at: Timestamp;
  id: string;
  made_at: Timestamp;
  opened_at: Timestamp | null;
  purpose: string;
  token_digest: Buffer;
}

export interface StaffCare {
  at: Timestamp;
  follows: string | null;
  id: string;
  kind: string;
  planned_on: string;
  reference: string | null;
  supporter: string;
  worker: string;
}

export interface StaffCareAnswer {
  at: Timestamp;
  by: string;
  care: string;
  done: string[];
  next_on: string | null;
  on_day: string;
  outcome: string;
}

export interface StaffCareCount {
  month: string;
  workers: number;
}

export interface StaffCareNote {
  at: Timestamp;
  care: string;
  id: string;
  words: string;
  worker: string;
}

export interface SubjectOpeningAnswer {
  actor: string;
  agreed: boolean;
  answered_at: Timestamp;
  opening: string;
  why: string;
}

export interface SubjectRequest {
  asked_by: string;
  born: string;
  capacity: string;
  family_name: string;
  given_name: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  received_on: string;
  right_asked: string;
  what: Generated<string>;
}

export interface SubjectRequestDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface SubjectRequestEvent {
  actor: string;
  digest: string | null;
  event: string;
  id: string;
  on_day: string;
  outcome: string | null;
  recorded_at: Timestamp;
  request: string;
  why: string;
}

export interface SubjectRequestRecord {
  agency: string;
  closed_at: Timestamp | null;
  closed_why: string | null;
  id: string;
  opened_at: Timestamp;
  opened_by: string;
  record: string;
  request: string;
  title: string;
  until: Timestamp;
}

export interface SubjectSectionChoice {
  actor: string;
  choice: string;
  chosen_at: Timestamp;
  digest: string;
  ground: string | null;
  id: string;
  request: string;
  section: string;
  why: string;
}

export interface SyntheticFile {
  agency: string;
  columns: Json;
  content: string;
  id: string;
  kind: string;
  name: string;
}

export interface TaskGroupSeat {
  id: string | null;
}

export interface Tension {
  about: string;
  agency: string;
  area_code: string | null;
  area_kind: string | null;
  basis: string;
  collection: string;
  expires_on: string;
  handling: string;
  happened_on: string;
  id: string;
  place: Generated<string>;
  provenance: string;
  recency: string;
  reported_at: Timestamp;
  reported_by: string;
  sureness: string;
  what: string;
}

export interface TensionDue {
  born: string | null;
  counts_from: string | null;
  id: string | null;
  of_person: boolean | null;
  schedule: string | null;
  title: string | null;
}

export interface TensionEvent {
  actor: string;
  at: Timestamp;
  event: string;
  id: string;
  tension: string;
  until: string | null;
  why: Generated<string>;
}

export interface Tenure {
  account: string;
  began_at: Generated<Timestamp>;
  first_sign_in_at: Timestamp | null;
  last_sign_in_at: Timestamp | null;
  left_at: Timestamp | null;
  left_by: string | null;
  left_why: string | null;
  sponsor: string | null;
}

export interface Throttle {
  failed_at: Timestamp | null;
  failures: Generated<number>;
  key: Buffer;
  wait_until: Timestamp | null;
}

export interface TriageClock {
  chair_days: Generated<number>;
  changed_at: Timestamp;
  key: string;
  minutes: number | null;
  working_days: number | null;
}

export interface Unsealed {
  record: string | null;
}

export interface UserAgreement {
  body: string;
  published_at: Timestamp;
  published_by: string;
  title: string;
  version: number;
}

export interface WatchContest {
  at: Timestamp;
  by_whom: string;
  entry: string;
  id: string;
  title: string;
  why: string;
}

export interface WatchContestAnswer {
  answer: string;
  at: Timestamp;
  by_whom: string;
  contest: string;
  upheld: boolean;
}

export interface WatchDecision {
  at: Timestamp;
  by_whom: string;
  decision: string;
  entry: string;
  group_key: string | null;
  id: string;
  title: string;
  why: string;
}

export interface WatchEntry {
  area_code: string | null;
  background: number | null;
  chance: number;
  conflict: string | null;
  expected: number;
  high: number;
  id: string;
  kind: string;
  low: number;
  moved_by: Json;
  position: number;
  run: string;
  signal: boolean;
  usual: number;
}

export interface WatchRun {
  allowed: boolean;
  data_until: string;
  definition: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  parameters: Json;
  reasons: string[];
  record: Json;
  seed: number;
  unit: Generated<string>;
}

export interface WitnessForumSeat {
  id: string | null;
}

export interface WorkFilter {
  filter: Json;
  id: string;
  list: Generated<string>;
  made_at: Timestamp;
  name: string;
  owner: string;
}

export interface Writable {
  record: string | null;
}

export interface WritableAssessed {
  file: string | null;
}

export interface WritableCase {
  id: string | null;
}

export interface WritableCollection {
  record: string | null;
}

export interface WritableMeeting {
  id: string | null;
}

export interface WritableMeetings {
  collection: string | null;
}

export interface WritablePartnerSupport {
  id: string | null;
}

export interface WritablePerson {
  id: string | null;
}

export interface DB {
  abuse_notice: AbuseNotice;
  abuse_notice_child: AbuseNoticeChild;
  abuse_notice_due: AbuseNoticeDue;
  abuse_notice_event: AbuseNoticeEvent;
  access: Access;
  account: Account;
  acknowledgement: Acknowledgement;
  action: Action;
  action_due: ActionDue;
  action_event: ActionEvent;
  action_words: ActionWords;
  agency: Agency;
  agenda_item: AgendaItem;
  area: Area;
  area_link: AreaLink;
  area_shape: AreaShape;
  asking_link: AskingLink;
  assessment: Assessment;
  assessment_context: AssessmentContext;
  assessment_factor: AssessmentFactor;
  assessment_file: AssessmentFile;
  assessment_instrument: AssessmentInstrument;
  attachment: Attachment;
  audience: Audience;
  bank_holiday: BankHoliday;
  board_group: BoardGroup;
  break_glass: BreakGlass;
  case_agreement: CaseAgreement;
  case_count: CaseCount;
  case_event: CaseEvent;
  case_factor_count: CaseFactorCount;
  case_file: CaseFile;
  case_file_due: CaseFileDue;
  case_goal: CaseGoal;
  case_goal_outcome: CaseGoalOutcome;
  case_look: CaseLook;
  case_move: CaseMove;
  case_move_event: CaseMoveEvent;
  case_outcome: CaseOutcome;
  case_part_count: CasePartCount;
  case_part_hidden: CasePartHidden;
  case_part_struck: CasePartStruck;
  case_pathway: CasePathway;
  case_plan: CasePlan;
  case_plan_part: CasePlanPart;
  case_review: CaseReview;
  case_session: CaseSession;
  case_sign_off: CaseSignOff;
  case_step_tie: CaseStepTie;
  case_told: CaseTold;
  case_told_end: CaseToldEnd;
  case_told_once: CaseToldOnce;
  case_transfer: CaseTransfer;
  case_transfer_answer: CaseTransferAnswer;
  case_work: CaseWork;
  case_worker_count: CaseWorkerCount;
  claim_rule: ClaimRule;
  cluster_event: ClusterEvent;
  cluster_event_record: ClusterEventRecord;
  commitment_due: CommitmentDue;
  commitment_event: CommitmentEvent;
  commitment_evidence: CommitmentEvidence;
  conflict: Conflict;
  conflict_due: ConflictDue;
  conflict_event: ConflictEvent;
  conflict_group: ConflictGroup;
  conflict_group_due: ConflictGroupDue;
  conflict_narrative: ConflictNarrative;
  conflict_request: ConflictRequest;
  contact_talk: ContactTalk;
  content_load: ContentLoad;
  content_row: ContentRow;
  contribution: Contribution;
  credential: Credential;
  decision: Decision;
  decision_action: DecisionAction;
  disclosure: Disclosure;
  disclosure_due: DisclosureDue;
  disclosure_recipient: DisclosureRecipient;
  draft: Draft;
  duty_desk: DutyDesk;
  erasure_upheld: ErasureUpheld;
  feed: Feed;
  feed_drop: FeedDrop;
  feed_mapping: FeedMapping;
  feed_row: FeedRow;
  file_readable: FileReadable;
  file_writable: FileWritable;
  form_sent: FormSent;
  group_session: GroupSession;
  group_session_struck: GroupSessionStruck;
  group_step: GroupStep;
  group_step_answer: GroupStepAnswer;
  held_record: HeldRecord;
  identity_answer: IdentityAnswer;
  identity_talk: IdentityTalk;
  impact_assessment: ImpactAssessment;
  import_batch: ImportBatch;
  import_rejection: ImportRejection;
  incident: Incident;
  incident_count: IncidentCount;
  incident_cube: IncidentCube;
  incident_cube_quarter: IncidentCubeQuarter;
  incident_hour_count: IncidentHourCount;
  incident_month_count: IncidentMonthCount;
  index_run: IndexRun;
  index_value: IndexValue;
  indicator_mapping: IndicatorMapping;
  indicator_value: IndicatorValue;
  issuer: Issuer;
  job: Job;
  knowable: Knowable;
  known_question: KnownQuestion;
  ledger_detail: LedgerDetail;
  ledger_entry: LedgerEntry;
  ledger_position: LedgerPosition;
  ledger_seal: LedgerSeal;
  life_event: LifeEvent;
  local_area_match: LocalAreaMatch;
  manageable: Manageable;
  manageable_collection: ManageableCollection;
  manageable_meeting: ManageableMeeting;
  manageable_meetings: ManageableMeetings;
  manageable_person: ManageablePerson;
  match_pair: MatchPair;
  match_review: MatchReview;
  measure_definition: MeasureDefinition;
  measure_snapshot: MeasureSnapshot;
  meeting: Meeting;
  meeting_attendance: MeetingAttendance;
  meeting_due: MeetingDue;
  meeting_event: MeetingEvent;
  meeting_series: MeetingSeries;
  membership: Membership;
  mentor: Mentor;
  mentor_due: MentorDue;
  mentor_event: MentorEvent;
  mentor_match: MentorMatch;
  mentor_match_end: MentorMatchEnd;
  mentor_match_name: MentorMatchName;
  mentor_place: MentorPlace;
  migration: Migration;
  model_withdrawal: ModelWithdrawal;
  moment_step: MomentStep;
  my_access: MyAccess;
  notice: Notice;
  notice_setting: NoticeSetting;
  noticed_record: NoticedRecord;
  outbox: Outbox;
  outside_identity: OutsideIdentity;
  outside_organisation: OutsideOrganisation;
  outside_referral: OutsideReferral;
  own_agency: OwnAgency;
  partner_choice: PartnerChoice;
  partner_event: PartnerEvent;
  partner_support: PartnerSupport;
  partner_support_due: PartnerSupportDue;
  peer_group: PeerGroup;
  peer_group_due: PeerGroupDue;
  peer_group_member: PeerGroupMember;
  person_address: PersonAddress;
  person_cluster: PersonCluster;
  person_contact: PersonContact;
  person_identifier: PersonIdentifier;
  person_language: PersonLanguage;
  person_match: PersonMatch;
  person_record: PersonRecord;
  person_record_due: PersonRecordDue;
  person_tie: PersonTie;
  prediction_content: PredictionContent;
  prediction_key: PredictionKey;
  prediction_score: PredictionScore;
  prediction_seal: PredictionSeal;
  prediction_target: PredictionTarget;
  programme_choice: ProgrammeChoice;
  programme_evidence: ProgrammeEvidence;
  programme_file: ProgrammeFile;
  programme_news: ProgrammeNews;
  programme_news_answer: ProgrammeNewsAnswer;
  programme_places: ProgrammePlaces;
  programme_version: ProgrammeVersion;
  reachable_moment: ReachableMoment;
  readable: Readable;
  readable_assessed: ReadableAssessed;
  readable_case: ReadableCase;
  readable_collection: ReadableCollection;
  readable_meetings: ReadableMeetings;
  readable_person: ReadablePerson;
  recovery: Recovery;
  recovery_code: RecoveryCode;
  referral: Referral;
  referral_content: ReferralContent;
  referral_due: ReferralDue;
  referral_earlier: ReferralEarlier;
  referral_event: ReferralEvent;
  referral_fact: ReferralFact;
  referral_fairness: ReferralFairness;
  referral_moment: ReferralMoment;
  referral_work: ReferralWork;
  removable: Removable;
  request_standing: RequestStanding;
  retention_certificate: RetentionCertificate;
  retention_event: RetentionEvent;
  retention_item: RetentionItem;
  retention_look: RetentionLook;
  route_clock: RouteClock;
  seal_request: SealRequest;
  search_token: SearchToken;
  session: Session;
  sharing_document: SharingDocument;
  sign_in_link: SignInLink;
  staff_care: StaffCare;
  staff_care_answer: StaffCareAnswer;
  staff_care_count: StaffCareCount;
  staff_care_note: StaffCareNote;
  subject_opening_answer: SubjectOpeningAnswer;
  subject_request: SubjectRequest;
  subject_request_due: SubjectRequestDue;
  subject_request_event: SubjectRequestEvent;
  subject_request_record: SubjectRequestRecord;
  subject_section_choice: SubjectSectionChoice;
  synthetic_file: SyntheticFile;
  task_group_seat: TaskGroupSeat;
  tension: Tension;
  tension_due: TensionDue;
  tension_event: TensionEvent;
  tenure: Tenure;
  throttle: Throttle;
  triage_clock: TriageClock;
  unsealed: Unsealed;
  user_agreement: UserAgreement;
  watch_contest: WatchContest;
  watch_contest_answer: WatchContestAnswer;
  watch_decision: WatchDecision;
  watch_entry: WatchEntry;
  watch_run: WatchRun;
  witness_forum_seat: WitnessForumSeat;
  work_filter: WorkFilter;
  writable: Writable;
  writable_assessed: WritableAssessed;
  writable_case: WritableCase;
  writable_collection: WritableCollection;
  writable_meeting: WritableMeeting;
  writable_meetings: WritableMeetings;
  writable_partner_support: WritablePartnerSupport;
  writable_person: WritablePerson;
}
