//! Archives, documents and whatever else opens as it does: any bytes are read to their end or refused.
#![no_main]

mod read;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| read::all(data.to_vec()));
