//! Items of a drive: folders in folders, as they come when children are expanded.

use serde_json::{Value, json};

use crate::Chance;

/// A tree of this many levels, each with five files beside the next folder.
pub fn drive_tree(levels: u64) -> Value {
    let mut folder = item(0, true);
    for level in 1..levels {
        let mut children: Vec<Value> = (0..5).map(|file| item(level * 10 + file, false)).collect();
        children.push(folder);
        folder = item(level * 10 + 9, true);
        folder["children"] = Value::Array(children);
    }
    folder
}

/// Folders in folders and nothing else, this many levels deep.
pub fn chain(levels: usize) -> Value {
    (1..levels).fold(
        json!({ "id": "0" }),
        |below, level| json!({ "id": level.to_string(), "children": [below] }),
    )
}

fn by(chance: &mut Chance) -> Value {
    json!({ "user": { "displayName": chance.pick(&["Adele Vance", "Zoë Núñez", "Alex Wilber"]), "id": chance.guid() } })
}

fn item(number: u64, is_folder: bool) -> Value {
    let mut chance = Chance::new(number + 30_000);
    let name = chance.words(3);
    let mut item = json!({
        "@microsoft.graph.downloadUrl": format!("https://contoso-my.sharepoint.com/personal/_layouts/15/download.aspx?UniqueId={}&Translate=false&tempauth={}", chance.guid(), chance.key(200)),
        "createdDateTime": chance.date(),
        "eTag": format!("\"{{{}}},2\"", chance.guid()),
        "id": chance.key(34),
        "lastModifiedDateTime": chance.date(),
        "name": format!("{name}.docx"),
        "webUrl": format!("https://contoso-my.sharepoint.com/personal/_layouts/15/Doc.aspx?sourcedoc=%7B{}%7D&file={}.docx&action=default&mobileredirect=true", chance.guid(), chance.key(12)),
        "cTag": format!("\"c:{{{}}},3\"", chance.guid()),
        "size": chance.below(40_000_000),
        "createdBy": by(&mut chance),
        "lastModifiedBy": by(&mut chance),
        "parentReference": {
            "driveType": "business",
            "driveId": chance.key(66),
            "id": chance.key(34),
            "path": "/drives/b!abc/root:/Documents/Reports",
            "siteId": chance.guid(),
        },
        "fileSystemInfo": { "createdDateTime": chance.date(), "lastModifiedDateTime": chance.date() },
        "shared": { "scope": "users" },
    });
    if is_folder {
        item["folder"] = json!({ "childCount": 6, "view": { "sortBy": "name", "sortOrder": "ascending", "viewType": "thumbnails" } });
    } else {
        item["file"] = json!({ "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "hashes": { "quickXorHash": chance.key(28) } });
        item["photo"] = json!({ "cameraMake": "Contoso", "fNumber": 1.8, "focalLength": 4.2, "exposureNumerator": 1.0, "exposureDenominator": 120.0, "iso": 64, "takenDateTime": chance.date() });
        item["image"] = json!({ "height": 3024, "width": 4032 });
    }
    item
}
