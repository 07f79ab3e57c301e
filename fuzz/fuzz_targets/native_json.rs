//! A delivery's body: read or refused, never a panic, and the same body has the same hash.
#![no_main]

use leadbell::intake::formats::native;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    if let (Ok(one), Ok(other)) = (native::parse(body), native::parse(body)) {
        assert_eq!(one.hash, other.hash);
    }
});
