#![no_main]

#[path = "../../tests/made/mod.rs"]
mod made;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| made::readers::note(bytes));
