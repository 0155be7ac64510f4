//! Packed files: gzip and zstd, known by their first bytes, whatever they are called.

use std::io::{self, Read};

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// How often a file may be packed in itself; more than this is a bomb, not a page.
const DEPTH: usize = 3;

/// The bytes inside `packed`, or the bytes themselves where they are not packed. Several gzip members or zstd frames
/// one after the other are one content.
pub(super) fn unpack(packed: Vec<u8>, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = packed;
    for _ in 0..DEPTH {
        bytes = if bytes.starts_with(GZIP) {
            drain(flate2::read::MultiGzDecoder::new(&*bytes), limit)?
        } else if bytes.starts_with(ZSTD) {
            drain(zstd::Decoder::new(&*bytes)?, limit)?
        } else {
            return Ok(bytes);
        };
    }
    Ok(bytes)
}

fn drain(input: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("unpacks to more than {limit} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn packed_bytes_come_out_whatever_packed_them() {
        let text = "今日要闻".as_bytes();
        let two_members = [gzip(&text[..6]), gzip(&text[6..])].concat();
        let both = zstd::encode_all(&*gzip(text), 1).unwrap();
        for packed in [text.to_vec(), gzip(text), two_members, zstd::encode_all(text, 1).unwrap(), both] {
            assert_eq!(unpack(packed, 100).unwrap(), text);
        }
    }

    #[test]
    fn a_broken_or_boundless_file_is_an_error() {
        let packed = gzip(&[b' '; 1000]);
        assert!(unpack(packed[..packed.len() - 9].to_vec(), 2000).is_err());
        assert!(unpack(packed, 999).is_err());
    }
}
