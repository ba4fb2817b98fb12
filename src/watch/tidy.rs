//! What a runner that was killed left beside the files it was writing, removed when the next session begins.

use std::{fs, sync::Arc, thread};

use crate::{catalog::Catalog, files};

/// Nobody waits for it.
pub(super) fn begin(catalog: &Arc<Catalog>) {
    let catalog = Arc::clone(catalog);
    thread::spawn(move || {
        for level in 0..catalog.levels().len() {
            files::remove_unfinished(&catalog.level_dir(level));
        }
        let mut open = vec![catalog.state_dir()];
        while let Some(dir) = open.pop() {
            files::remove_unfinished(&dir);
            let inside = fs::read_dir(&dir).into_iter().flatten().flatten();
            // A link would lead elsewhere.
            let dirs = inside.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            open.extend(dirs.map(|entry| entry.path()));
        }
    });
}
