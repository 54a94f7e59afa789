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

export interface Audience {
  id: string;
  key: string;
  kind: string;
  name: string;
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

export interface ClaimRule {
  claim: string;
  gives: string;
  id: string;
  issuer: string;
  key: string;
  value: string;
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

export interface Credential {
  account: string;
  email: string;
  password_hash: string | null;
  password_set_at: Timestamp | null;
  totp_sealed: Buffer | null;
  totp_set_at: Timestamp | null;
  totp_step: Int8 | null;
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

export interface ManageablePerson {
  id: string | null;
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

export interface Migration {
  applied_at: Generated<Timestamp>;
  checksum: string;
  name: string;
  number: number;
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

export interface Outbox {
  asked_at: Generated<Timestamp>;
  job: string;
}

export interface OutsideIdentity {
  account: string;
  issuer: string;
  subject: string;
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

export interface PersonRecord {
  agency: string;
  born: string | null;
  born_precision: string;
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

export interface Readable {
  record: string | null;
}

export interface ReadableCollection {
  record: string | null;
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

export interface TensionEvent {
  actor: string;
  at: Timestamp;
  event: string;
  id: string;
  tension: string;
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

export interface Writable {
  record: string | null;
}

export interface WritableCollection {
  record: string | null;
}

export interface WritablePerson {
  id: string | null;
}

export interface DB {
  access: Access;
  account: Account;
  acknowledgement: Acknowledgement;
  agency: Agency;
  area: Area;
  area_link: AreaLink;
  area_shape: AreaShape;
  audience: Audience;
  board_group: BoardGroup;
  break_glass: BreakGlass;
  claim_rule: ClaimRule;
  content_load: ContentLoad;
  content_row: ContentRow;
  credential: Credential;
  disclosure: Disclosure;
  disclosure_recipient: DisclosureRecipient;
  draft: Draft;
  duty_desk: DutyDesk;
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
  local_area_match: LocalAreaMatch;
  manageable: Manageable;
  manageable_collection: ManageableCollection;
  manageable_person: ManageablePerson;
  membership: Membership;
  migration: Migration;
  my_access: MyAccess;
  outbox: Outbox;
  outside_identity: OutsideIdentity;
  person_address: PersonAddress;
  person_contact: PersonContact;
  person_identifier: PersonIdentifier;
  person_record: PersonRecord;
  readable: Readable;
  readable_collection: ReadableCollection;
  readable_person: ReadablePerson;
  recovery: Recovery;
  recovery_code: RecoveryCode;
  seal_request: SealRequest;
  search_token: SearchToken;
  session: Session;
  sharing_document: SharingDocument;
  sign_in_link: SignInLink;
  tension: Tension;
  tension_event: TensionEvent;
  tenure: Tenure;
  throttle: Throttle;
  unsealed: Unsealed;
  user_agreement: UserAgreement;
  writable: Writable;
  writable_collection: WritableCollection;
  writable_person: WritablePerson;
}
