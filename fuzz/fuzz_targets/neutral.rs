//! What a customer wrote, made harmless: nothing that Discord acts on, no longer than asked, and a cell no spreadsheet
//! computes.
#![no_main]

use leadbell::text::safe;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let shown = safe::neutral(text);
    // An escaped sign is an ordinary letter; it stays in its place, so that nothing is joined.
    let mut alive = String::new();
    let mut signs = shown.chars();
    while let Some(sign) = signs.next() {
        if sign == '\\' {
            assert!(signs.next().is_some(), "a backslash escapes nothing");
            alive.push('x');
        } else {
            alive.push(sign);
        }
    }
    for harm in ["@everyone", "@here", "<", "[", "*", "_", "~", "|", "`", "://", "\n#", "\n>", "\n- "] {
        assert!(!alive.contains(harm), "{harm:?} is alive in {shown:?}");
    }
    for max in [0, 1, 100] {
        assert!(safe::length(&safe::neutral_cut(text, max)) <= max);
        assert!(safe::length(&safe::cut(text, max)) <= max);
    }
    let cell = safe::csv_cell(text);
    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
    let line = safe::plain_line(text);
    assert!(!line.contains('\n') && safe::plain_line(&line) == line);
});
