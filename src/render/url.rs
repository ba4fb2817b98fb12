//! Addresses of files.

use std::path::Path;

/// `file:///home/me/course/report.html`, for an absolute path.
pub(crate) fn of_file(path: &Path) -> String {
    let path = encoded(path);
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{path}")
}

/// A path as a part of an address: everything but what may stand there as it is, by its bytes, which need not be UTF-8.
pub(crate) fn encoded(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    // Browsers do not know the long form of a path.
    #[cfg(not(unix))]
    let bytes = path
        .to_string_lossy()
        .trim_start_matches(r"\\?\")
        .replace('\\', "/")
        .into_bytes();
    let mut url = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b':' | b'-' | b'_' | b'.' | b'~' => {
                url.push(char::from(byte));
            }
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_letter_is_written_in_numbers() {
        assert_eq!(
            of_file(Path::new("/home/me/my course/a#b?é%.html")),
            "file:///home/me/my%20course/a%23b%3F%C3%A9%25.html"
        );
    }

    #[test]
    fn a_name_that_is_no_utf_8_keeps_its_bytes() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let path = Path::new(OsStr::from_bytes(b"/tmp/50%\xff\n/a.rs"));
        assert_eq!(of_file(path), "file:///tmp/50%25%FF%0A/a.rs");
    }
}
