//! What a customer wrote, made harmless: no mention, no longer than asked, and a cell no spreadsheet computes.
#![no_main]

use leadbell::text::safe;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let shown = safe::neutral(text);
    let bare = shown.replace("\\@", "").replace("\\<", "");
    assert!(!bare.contains("@everyone") && !bare.contains("<@"));
    assert!(safe::length(&safe::neutral_cut(text, 100)) <= 100);
    assert!(!safe::csv_cell(text).starts_with(['=', '+', '-', '@', '\t', '\r']));
    let _ = safe::plain_line(text);
});
