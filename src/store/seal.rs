//! Secrets that have to be had whole again, since signatures are checked with them. They lie in the database sealed
//! (XChaCha20-Poly1305) with the key in the file `<database>.key` beside it, which only its owner may read: a copy of the
//! database alone tells no secret. Whoever moves the database takes the file along; without it the secrets are made anew
//! with `/source rotate`.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};

use super::Store;
use crate::domain::ids::SourceId;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// Seals secrets, and opens them. Does not show its key.
pub struct Seal([u8; KEY_BYTES]);

impl Store {
    /// The seal of this database; its key file is made when it is first needed.
    ///
    /// # Errors
    /// That the file can be neither read nor made, or holds something else.
    pub(crate) fn seal(&self) -> anyhow::Result<Seal> {
        let database = self.options.get_filename();
        let mut path = database.as_os_str().to_owned();
        path.push(".key");
        Seal::at(&PathBuf::from(path))
    }
}

impl Seal {
    fn at(path: &Path) -> anyhow::Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => {
                let key = bytes.try_into().ok();
                key.map(Self)
                    .with_context(|| format!("{} is no key file", path.display()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key: [u8; KEY_BYTES] = rand::random();
                write_new(path, &key)
                    .with_context(|| format!("cannot make the key file {}", path.display()))?;
                Ok(Self(key))
            }
            Err(error) => Err(error).with_context(|| format!("cannot read the key file {}", path.display())),
        }
    }

    /// Seals a source's secret. It opens for that source alone.
    ///
    /// # Errors
    /// None for a secret of any usual length.
    pub fn close(&self, of: SourceId, secret: &[u8]) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload {
            msg: secret,
            aad: &of.0.to_be_bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| anyhow::anyhow!("a secret cannot be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a source's secret.
    ///
    /// # Errors
    /// That it was sealed with another key, or for another source.
    pub fn open(&self, of: SourceId, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let other = || anyhow::anyhow!("the secret of source {} was sealed with another key file", of.0);
        let (nonce, msg) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(other)?;
        let payload = Payload {
            msg,
            aad: &of.0.to_be_bytes(),
        };
        self.cipher()
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| other())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

/// Whole or not at all: it is written under another name first.
fn write_new(path: &Path, key: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let being_made = path.with_extension(format!("key-{:016x}", rand::random::<u64>()));
    let mut file = options.open(&being_made)?;
    file.write_all(key)?;
    file.sync_all()?;
    std::fs::rename(&being_made, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_the_same_file_for_the_same_source_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leadbell.db.key");
        let sealed = Seal::at(&path).unwrap().close(SourceId(1), b"secret").unwrap();
        assert!(!sealed.windows(6).any(|bytes| bytes == b"secret"));
        assert_eq!(
            Seal::at(&path).unwrap().open(SourceId(1), &sealed).unwrap(),
            b"secret"
        );
        assert!(Seal::at(&path).unwrap().open(SourceId(2), &sealed).is_err());
        assert!(Seal::at(&path).unwrap().open(SourceId(1), &sealed[..20]).is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(Seal::at(&path).unwrap().open(SourceId(1), &sealed).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        std::fs::write(&path, "short").unwrap();
        assert!(Seal::at(&path).is_err());
    }
}
