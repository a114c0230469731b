//! Writers of archives, also of ones that no honest program writes.

use flate2::Compression;
use flate2::Crc;
use flate2::write::DeflateEncoder;
use flate2::write::GzEncoder;
use std::io::Write;

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A zip as it is written: members, then the list of contents.
#[derive(Default)]
pub(super) struct Zip {
    members: Vec<u8>,
    list: Vec<u8>,
    count: u16,
}

impl Zip {
    pub(super) fn new() -> Zip {
        Zip::default()
    }

    pub(super) fn of(members: &[(&str, &str)]) -> Zip {
        members.iter().fold(Zip::new(), |zip, (name, text)| zip.with(name, text.as_bytes()))
    }

    pub(super) fn with(self, name: &str, bytes: &[u8]) -> Zip {
        self.with_mode(name, bytes, 0o100_644)
    }

    /// `mode` is that of a Unix file: what tells a link from a file.
    pub(super) fn with_mode(mut self, name: &str, bytes: &[u8], mode: u32) -> Zip {
        let (method, packed) = if bytes.is_empty() { (0, Vec::new()) } else { (8, deflate(bytes)) };
        let mut crc = Crc::new();
        crc.update(bytes);
        let common = [
            &[20, 0, 0, 8, method, 0, 0, 0, 0, 0][..], // version, UTF-8, method, no time
            &crc.sum().to_le_bytes(),
            &(packed.len() as u32).to_le_bytes(),
            &(bytes.len() as u32).to_le_bytes(),
            &(name.len() as u16).to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        let at = self.members.len() as u32;
        self.members.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
        self.list.extend([b"PK\x01\x02\x14\x03", &common[..], &[0; 6], &(mode << 16).to_le_bytes()].concat());
        self.list.extend([&at.to_le_bytes()[..], name.as_bytes()].concat());
        self.count = self.count.wrapping_add(1);
        self
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        let count = self.count.to_le_bytes();
        let (size, at) = ((self.list.len() as u32).to_le_bytes(), (self.members.len() as u32).to_le_bytes());
        let end = [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &at, &[0, 0]].concat();
        [self.members, self.list, end].concat()
    }
}

/// A tape of files.
pub(super) fn tar(members: &[(&str, &str)]) -> Vec<u8> {
    let files = members.iter().flat_map(|(name, text)| tar_member(name, b'0', text.as_bytes()));
    files.chain([0; 1024]).collect()
}

/// One member of a tape, of any kind.
pub(super) fn tar_member(name: &str, kind: u8, bytes: &[u8]) -> Vec<u8> {
    let mut header = [0; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..136].copy_from_slice(format!("{:011o}\0", bytes.len()).as_bytes());
    header[148..156].copy_from_slice(b"        ");
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let padding = vec![0; (512 - bytes.len() % 512) % 512];
    [&header[..], bytes, &padding].concat()
}
