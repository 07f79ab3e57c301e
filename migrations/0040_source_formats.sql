-- What a source sends, and how it shows that it is itself. A key that is replaced goes on working for a while.
alter table sources add column format text not null default 'native';
alter table sources add column previous_key_hash blob check (previous_key_hash is null or length(previous_key_hash) = 32);
alter table sources add column previous_until_ms integer;
-- Secrets that signatures are made with: needed whole, so sealed with the key file beside the database.
alter table sources add column secret_sealed blob;
alter table sources add column previous_secret_sealed blob;
-- Since when it signs: from then on what is not signed is refused.
alter table sources add column signs_since_ms integer;
alter table sources add column first_received_at_ms integer;
