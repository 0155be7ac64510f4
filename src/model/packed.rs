//! Packed data files that ship in the binary: zstd of a line `name⇥version`, lines `# …` that say what made it, a blank line, and
//! bytes only their stage knows.

use std::io::Read;

/// A packed file opened.
pub(crate) struct Packed {
    bytes: Vec<u8>,
    /// Where the text above ends.
    head: usize,
}

impl Packed {
    /// Unpacks a file; `None` where it is broken or not of this name and version.
    pub(crate) fn open(packed: &[u8], name: &str, version: &str) -> Option<Self> {
        let mut bytes = Vec::with_capacity(2 * packed.len());
        zstd::Decoder::new(packed).ok()?.read_to_end(&mut bytes).ok()?;
        let head = bytes.windows(2).position(|pair| pair == b"\n\n")? + 2;
        let mut first = std::str::from_utf8(&bytes[..head]).ok()?.lines().next()?.split('\t');
        let known = (first.next(), first.next()) == (Some(name), Some(version));
        known.then_some(Self { bytes, head })
    }

    /// What follows the text.
    pub(crate) fn body(&self) -> &[u8] {
        &self.bytes[self.head..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wanted_form_is_opened() {
        let packed = zstd::encode_all(&b"zhaibao-test\t1\n# by hand\n\nbody\n\nmore"[..], 1).expect("packs");
        let open = |name, version| Packed::open(&packed, name, version).map(|file| file.body().to_vec());
        assert_eq!(open("zhaibao-test", "1").as_deref(), Some(&b"body\n\nmore"[..]));
        assert_eq!((open("zhaibao-test", "2"), open("zhaibao-other", "1")), (None, None));
        assert!(Packed::open(b"no zstd", "zhaibao-test", "1").is_none());
    }
}
