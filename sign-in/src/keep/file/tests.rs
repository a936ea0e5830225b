use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_is_for_its_owner_alone_also_when_it_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/tokens.json");
    assert_eq!(read(&path), Ok(None));
    write(&path, "1").unwrap();
    assert_eq!(read(&path), Ok(Some("1".to_owned())));
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    allow(&path, 0o644);
    read(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    allow(&path, 0o644);
    write(&path, "2").unwrap();
    assert_eq!(
        (read(&path), mode(&path)),
        (Ok(Some("2".to_owned())), 0o600)
    );
    // Nothing stays beside it.
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    remove(&path).unwrap();
    remove(&path).unwrap();
    assert_eq!(read(&path), Ok(None));
}

#[test]
fn links_folders_and_pipes_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target");
    fs::write(&target, "secret").unwrap();
    let link = folder.path().join("link");
    symlink(&target, &link).unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    for path in [&link, &inner] {
        assert_eq!(read(path), Err(LINK.to_owned()));
        assert_eq!(write(path, "x"), Err(LINK.to_owned()));
        assert_eq!(open_lock(path).err(), Some(LINK.to_owned()));
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "secret");
    let dangling = folder.path().join("dangling");
    symlink(folder.path().join("nothing"), &dangling).unwrap();
    assert!(open_lock(&dangling).is_err() && write(&dangling, "x").is_err());
    let pipe = folder.path().join("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from(0o600)).unwrap();
    assert_eq!(read(&pipe), Err(LINK.to_owned()));
}

#[test]
fn a_folder_where_others_write_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.json");
    write(&path, "1").unwrap();
    allow(folder.path(), 0o777);
    for error in [
        read(&path).unwrap_err(),
        write(&path, "2").unwrap_err(),
        open_lock(&path).unwrap_err(),
    ] {
        assert!(error.contains("others may write"), "{error}");
    }
    allow(folder.path(), 0o700);
    assert_eq!(read(&path), Ok(Some("1".to_owned())));
}

#[test]
fn a_file_of_another_user_is_refused() {
    if !rustix::process::geteuid().is_root() {
        println!("this user cannot give files away: not tried");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.json");
    write(&path, "1").unwrap();
    std::os::unix::fs::chown(&path, Some(12345), None).unwrap();
    assert!(read(&path).unwrap_err().contains("another user"));
    std::os::unix::fs::chown(folder.path(), Some(12345), None).unwrap();
    assert!(write(&path, "2").unwrap_err().contains("another user"));
}
