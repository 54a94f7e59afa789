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

export interface Audience {
  id: string;
  key: string;
  kind: string;
  name: string;
}

export interface Draft {
  actor: string;
  amends: string | null;
  answers: Generated<Json>;
  id: string;
  journey: string;
  updated_at: Generated<Timestamp>;
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

export interface Manageable {
  record: string | null;
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

export interface Readable {
  record: string | null;
}

export interface Session {
  actor: string | null;
  created_at: Generated<Timestamp>;
  data: Generated<Json>;
  ends_at: Timestamp;
  id: string;
  seen_at: Generated<Timestamp>;
  token_digest: Buffer;
}

export interface Unsealed {
  record: string | null;
}

export interface Writable {
  record: string | null;
}

export interface DB {
  access: Access;
  audience: Audience;
  draft: Draft;
  import_batch: ImportBatch;
  import_rejection: ImportRejection;
  job: Job;
  knowable: Knowable;
  ledger_detail: LedgerDetail;
  ledger_entry: LedgerEntry;
  ledger_position: LedgerPosition;
  ledger_seal: LedgerSeal;
  manageable: Manageable;
  membership: Membership;
  migration: Migration;
  my_access: MyAccess;
  outbox: Outbox;
  readable: Readable;
  session: Session;
  unsealed: Unsealed;
  writable: Writable;
}
