//! A button's id: what is understood is written back the same.
#![no_main]

use leadbell::discord::custom_id::Control;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|id: &str| {
    if let Some(control) = Control::decode(id) {
        assert_eq!(control.encode(), id);
    }
});
