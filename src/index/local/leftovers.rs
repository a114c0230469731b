//! What a run leaves in the folder of a live generation that failed or was cut off, and what lives there.

use super::payload;
use std::collections::HashSet;
use std::path::Path;
use std::path::PathBuf;

/// Removes what does not live, so that a full disk has room again, and the next run may give its files the same names.
///
/// What cannot be removed now, the next commit removes.
pub(crate) fn clear(folder: &Path) {
    let Ok(mut index) = tantivy::Index::open_in_dir(folder) else { return };
    let Ok(payload) = payload(&index, folder) else { return };
    let Ok(living) = living(&index) else { return };
    forget_other_manifests(folder, &payload.manifest);
    // What was to become a file in one step.
    remove(folder, |name| name.starts_with(".tmp"));
    let _ = index.directory_mut().garbage_collect(|| living);
}

/// The files of the last commit, some of which need not be there; without its manifest.
pub(super) fn living(index: &tantivy::Index) -> tantivy::Result<HashSet<PathBuf>> {
    let mut files = index.load_metas()?.list_segment_files();
    files.insert("meta.json".into());
    Ok(files)
}

/// Removes the manifests of other commits, and what belongs to them; one that stays by accident does no harm.
pub(super) fn forget_other_manifests(folder: &Path, live: &str) {
    remove(folder, |name| name.starts_with("manifest-") && !belongs_to(name, live));
}

/// Whether a file is a manifest or stands beside it: `manifest-7.stories` and `manifest-7.json`.
pub(super) fn belongs_to(name: &str, manifest: &str) -> bool {
    let stem = |name: &str| name.split_once('.').map(|(stem, _)| stem.to_string());
    stem(name) == stem(manifest)
}

fn remove(folder: &Path, is_dead: impl Fn(&str) -> bool) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_dead(&entry.file_name().to_string_lossy()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
