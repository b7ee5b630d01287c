//! Where a workspace may lie: on a local disk, in a folder that nobody synchronises.
//!
//! WAL needs shared memory and honest fsync, which network file systems do not give; a synchronising program copies or
//! rolls back single files while they are written.
//!
//! The type of a file system is read from `/proc/self/mountinfo`, so this half of the check exists on Linux only.
//!
//! New provider: a row in [`COMPONENTS`] or [`MARKERS`] and a row in the test.

use std::path::{Path, PathBuf};

use crate::StoreError;

/// File systems that are refused, and everything below `fuse.` that talks to a server.
const NETWORK: &[&str] = &[
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "drvfs",
    "fuse.ceph",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.goofys",
    "fuse.gvfsd-fuse",
    "fuse.onedriver",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "glusterfs",
    "gfs2",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "orangefs",
    "prl_fs",
    "smb2",
    "smb3",
    "smbfs",
    "vboxsf",
];

/// Names of folders that synchronising programs make.
const COMPONENTS: &[(&str, &str)] = &[
    ("Dropbox", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("iCloudDrive", "iCloud Drive"),
    ("iCloud Drive", "iCloud Drive"),
    ("Mobile Documents", "iCloud Drive"),
    ("CloudStorage", "a cloud provider"),
    ("pCloudDrive", "pCloud"),
    ("MEGAsync", "MEGA"),
];

/// Files and folders that they leave in what they synchronise.
const MARKERS: &[(&str, &str)] = &[
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".megaignore", "MEGA"),
    (".tmp.driveupload", "Google Drive"),
];

/// Refuses folders that do not keep what was written. The folder need not exist yet.
pub(crate) fn check(folder: &Path) -> Result<(), StoreError> {
    let real = nearest_existing(folder);
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    if let Some(filesystem) =
        filesystem_of(&real, &mounts).filter(|name| NETWORK.contains(&name.as_str()))
    {
        return Err(StoreError::NetworkShare {
            folder: folder.to_owned(),
            filesystem,
        });
    }
    match synced_by(&real).or_else(|| named_like_synced(folder)) {
        Some(provider) => Err(StoreError::SyncedFolder {
            folder: folder.to_owned(),
            provider,
        }),
        None => Ok(()),
    }
}

/// The canonical path of the folder, or of the closest folder above it that exists.
fn nearest_existing(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    absolute
        .ancestors()
        .find_map(|path| path.canonicalize().ok())
        .unwrap_or(absolute)
}

/// Type of the file system that holds `path`, by the longest mount point above it; the last mount on a point counts.
fn filesystem_of(path: &Path, mountinfo: &str) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for line in mountinfo.lines() {
        let Some((mount, kind)) = mount_line(line) else {
            continue;
        };
        let depth = mount.components().count();
        if path.starts_with(&mount) && best.is_none_or(|(deepest, _)| depth >= deepest) {
            best = Some((depth, kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

/// Mount point and type of one line of mountinfo.
fn mount_line(line: &str) -> Option<(PathBuf, &str)> {
    let (left, right) = line.split_once(" - ")?;
    let mount = left.split(' ').nth(4)?;
    Some((PathBuf::from(unescape(mount)), right.split(' ').next()?))
}

/// mountinfo writes blank, tab, newline and backslash as three octal digits.
fn unescape(text: &str) -> String {
    [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn synced_by(real: &Path) -> Option<&'static str> {
    named_like_synced(real).or_else(|| real.ancestors().find_map(marked_as_synced))
}

fn named_like_synced(path: &Path) -> Option<&'static str> {
    path.components().find_map(|component| {
        let name = component.as_os_str().to_str()?;
        if name.starts_with("OneDrive - ") {
            return Some("OneDrive");
        }
        COMPONENTS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, provider)| *provider)
    })
}

fn marked_as_synced(folder: &Path) -> Option<&'static str> {
    // A file `.dropbox` marks the synchronised folder; the folder `.dropbox` in a home directory is only the program's.
    if folder.join(".dropbox").is_file() {
        return Some("Dropbox");
    }
    MARKERS
        .iter()
        .find(|(name, _)| folder.join(name).exists())
        .map(|(_, provider)| *provider)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 27 0:21 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /home/ana/share rw - nfs4 server:/x rw
31 22 0:41 / /home/ana/my\\040files rw - cifs //server/x rw
32 22 0:42 / /mnt/over rw - nfs server:/y rw
33 22 0:43 / /mnt/over rw - xfs /dev/vdb rw
34 22 0:44 / /mnt/ssh rw - fuse.sshfs me@server:/ rw
broken line
";

    #[test]
    fn the_deepest_and_last_mount_names_the_filesystem() {
        let rows = [
            ("/home/ana/work", "ext4", "the root"),
            ("/home/ana/share/ws", "nfs4", "a mount below"),
            ("/home/ana/shared", "ext4", "only a prefix of the name"),
            ("/home/ana/my files/ws", "cifs", "an escaped blank"),
            ("/mnt/over/ws", "xfs", "mounted over an older mount"),
            ("/mnt/ssh", "fuse.sshfs", "the mount itself"),
        ];
        for (path, want, why) in rows {
            assert_eq!(
                filesystem_of(Path::new(path), MOUNTS).as_deref(),
                Some(want),
                "{why}"
            );
        }
        assert_eq!(
            filesystem_of(Path::new("/x"), ""),
            None,
            "no mountinfo, no verdict"
        );
        for name in ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"] {
            assert!(NETWORK.contains(&name), "{name}");
        }
    }

    #[test]
    fn synced_folders_are_known_by_name_or_marker() {
        let rows = [
            ("/home/ana/Dropbox/ws", Some("Dropbox")),
            ("/home/ana/OneDrive - Acme GmbH/ws", Some("OneDrive")),
            ("/home/ana/Google Drive/ws", Some("Google Drive")),
            ("/home/ana/Nextcloud/a/b", Some("Nextcloud")),
            ("/home/ana/dropbox-notes/ws", None),
            ("/home/ana/OneDriver/ws", None),
        ];
        for (path, want) in rows {
            assert_eq!(named_like_synced(Path::new(path)), want, "{path}");
        }
        let home = tempfile::tempdir().unwrap();
        let inner = home.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::create_dir(home.path().join(".dropbox")).unwrap();
        check(&inner).expect("the folder of the program in a home directory is not a mark");
        std::fs::create_dir(home.path().join("a/.stfolder")).unwrap();
        let error = check(&inner.join("not/yet/there")).unwrap_err();
        assert_eq!(
            error.code(),
            "store.synced_folder",
            "a marker two folders up"
        );
    }
}
