//! Standard Webhooks signatures (standardwebhooks.com, specification 1.0): how a sender that cannot set an
//! `Authorization` header, or would rather not send its key around, shows who it is.
//!
//! `webhook-signature` holds `v1,<base64 HMAC-SHA256(secret, "{id}.{timestamp}.{body}")>`, several of them apart by a space
//! while a secret is being replaced. The secret is made from what is kept of the source's key, so that it comes, changes
//! and goes with the key, and nothing more is kept. Not the crate `standardwebhooks`: it takes the time from the machine's
//! clock, and refuses bodies that are no UTF-8 before their signature is known.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::domain::ids::SourceId;
use crate::store::sources::Source;
use crate::store::{Store, sources};

/// How secrets are written.
const PREFIX: &str = "whsec_";
/// The version of signatures made with a shared secret. Others that stand beside it are passed over.
const VERSION: &str = "v1,";
/// What tells this use of a key's hash from any other.
const USE: &[u8] = b"leadbell: standard webhooks";

/// What was signed, and with what.
pub struct Signed<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`, as it was sent.
    pub timestamp: &'a str,
    /// The body, as it was sent.
    pub body: &'a [u8],
    /// `webhook-signature`.
    pub signatures: &'a str,
}

/// The signing secret that belongs to a bearer key, to be shown with it.
#[must_use]
pub fn secret(key: &str) -> String {
    let secret = of_key_hash(&hash(key));
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// The signing secret, from what is kept of the key.
#[must_use]
pub(crate) fn of_key_hash(key_hash: &[u8]) -> [u8; 32] {
    hmac_sha256(key_hash, &[USE])
}

/// A signature of our own, as `webhook-signature` has it.
#[must_use]
pub fn sign(secret: &[u8], id: &str, timestamp: &str, body: &[u8]) -> String {
    let mac = hmac_sha256(secret, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body]);
    format!("{VERSION}{}", STANDARD.encode(mac))
}

/// A secret as it is written for people.
#[must_use]
pub fn written(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// The source of that number where the request is signed with its secret, or with the one before while that works; `None`
/// otherwise, whatever is wrong. It may be off.
///
/// # Errors
/// That the database failed.
pub(crate) async fn find_by_signature(
    store: &Store,
    source: SourceId,
    signed: &Signed<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Source>> {
    let found = sources::find(&mut *store.read().await?, source).await?;
    Ok(found.filter(|source| {
        let mut hashes = key_hashes(source, now);
        hashes.any(|key_hash| signed.is_by(&of_key_hash(key_hash)))
    }))
}

impl Signed<'_> {
    pub(crate) fn is_by(&self, secret: &[u8]) -> bool {
        let parts = [
            self.id.as_bytes(),
            b".",
            self.timestamp.as_bytes(),
            b".",
            self.body,
        ];
        let expected = hmac_sha256(secret, &parts);
        let given = self
            .signatures
            .split(' ')
            .filter_map(|one| one.strip_prefix(VERSION));
        given
            .filter_map(|one| STANDARD.decode(one).ok())
            .any(|one| bool::from(one.as_slice().ct_eq(expected.as_slice())))
    }
}

/// A key has 256 random bits, so a plain hash keeps it as well as a slow one would.
pub(super) fn hash(key: &str) -> [u8; 32] {
    <Sha256 as sha2::Digest>::digest(key.as_bytes()).into()
}

/// What is kept of a source's key, and of the one before while that works.
pub(super) fn key_hashes(source: &Source, now: DateTime<Utc>) -> impl Iterator<Item = &[u8]> {
    let previous = source.previous_key.as_ref().filter(|(_, until)| now < *until);
    let previous = previous.map(|(hash, _)| hash.as_slice());
    source.key_hash.as_deref().into_iter().chain(previous)
}

/// HMAC-SHA256 of the parts, one after the other.
pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length (RFC 2104). Should it not, then nobody can have signed.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return rand::random();
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the specification's libraries are tested with.
    const SECRET: &str = "C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    const SIGNATURE: &str = "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=";

    fn is_signed(signatures: &str) -> bool {
        let signed = Signed {
            id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
            timestamp: "1649367553",
            body: br#"{"email":"test@example.com","username":"test_user"}"#,
            signatures,
        };
        signed.is_by(&STANDARD.decode(SECRET).unwrap())
    }

    #[test]
    fn the_example_of_the_specification_is_known_alone_and_among_others() {
        assert!(is_signed(SIGNATURE));
        assert!(is_signed(&format!("v1a,AAAA v1,AAAA {SIGNATURE} v2,x")));
        assert!(!is_signed(&SIGNATURE.replace("v1,", "v2,")));
        assert!(!is_signed(&SIGNATURE.replace("tZ1I", "tZ1J")));
        assert!(!is_signed(&SIGNATURE.replace(',', "")));
        assert!(!is_signed("v1,"));
        assert!(!is_signed(""));
    }

    #[test]
    fn a_key_has_one_secret_and_another_key_another() {
        assert_eq!(secret("lbk_1_a"), secret("lbk_1_a"));
        assert_ne!(secret("lbk_1_a"), secret("lbk_1_b"));
        let bytes = STANDARD
            .decode(secret("lbk_1_a").strip_prefix(PREFIX).unwrap())
            .unwrap();
        assert_eq!(bytes.len(), 32);
    }
}
