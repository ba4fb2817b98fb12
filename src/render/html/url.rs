//! Addresses of files.

use std::path::Path;

/// `file:///home/me/course/report.html`, for an absolute path.
pub(crate) fn of_file(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    // Browsers do not know the long form of a path.
    #[cfg(not(unix))]
    let bytes = path
        .to_string_lossy()
        .trim_start_matches(r"\\?\")
        .replace('\\', "/")
        .into_bytes();
    let root = if bytes.starts_with(b"/") { "" } else { "/" };
    let mut url = format!("file://{root}");
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
}
