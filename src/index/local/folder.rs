//! The folder of a generation, as whoever only reads it opens it.

use std::path::Path;
use std::sync::Arc;
use tantivy::Directory;
use tantivy::directory::DirectoryLock;
use tantivy::directory::FileHandle;
use tantivy::directory::Lock;
use tantivy::directory::MmapDirectory;
use tantivy::directory::WatchCallback;
use tantivy::directory::WatchHandle;
use tantivy::directory::WritePtr;
use tantivy::directory::error::DeleteError;
use tantivy::directory::error::LockError;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::error::OpenWriteError;

/// Opens the index in a folder to be read. The folder may belong to somebody else, or to nobody who can write.
pub(super) fn open(path: &Path) -> tantivy::Result<tantivy::Index> {
    tantivy::Index::open(Folder(MmapDirectory::open(path)?))
}

/// The engine's own directory, but for its locks.
#[derive(Clone, Debug)]
struct Folder(MmapDirectory);

impl Directory for Folder {
    /// While it opens files, a reader holds a lock against a writer who removes them, and to hold it writes to the folder. Who may
    /// not write reads without: at worst a file is gone, which is an error, and the next attempt finds the new ones.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        use std::io::ErrorKind::PermissionDenied;
        use std::io::ErrorKind::ReadOnlyFilesystem;
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if [PermissionDenied, ReadOnlyFilesystem].contains(&error.kind()) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            locked => locked,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> std::io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
