//! Drafts: an inspection is written as a draft, which is activated, edited again, and thrown away.

use depot::models::{Inspections, Steps};

use super::depot;

#[tokio::test]
async fn a_draft_is_written_and_activated() {
    let Some(depot) = depot() else { return };
    let inspection = Inspections {
        subject: Some("roof".to_owned()),
        steps: Some(vec![Steps {
            title: Some("gutter".to_owned()),
            ..Steps::default()
        }]),
        ..Inspections::default()
    };
    let created = depot.inspections().create(&inspection).await.unwrap();
    let created = created.into_entity().unwrap();
    assert_eq!(created.is_active_entity, Some(false));
    let id = created.id.unwrap();
    let draft = depot.inspections().by_id_and_is_active_entity(id, false);
    let active = depot.inspections().by_id_and_is_active_entity(id, true);
    assert!(active.get().await.unwrap_err().is_not_found());

    let changes = Inspections {
        score: Some(3),
        ..Inspections::default()
    };
    draft.update(&changes).await.unwrap();
    let activated = draft.draft_activate().await.unwrap();
    assert_eq!(
        (activated.is_active_entity, activated.score),
        (Some(true), Some(3))
    );
    assert!(draft.get().await.unwrap_err().is_not_found());
    let read = active.get().expand(Inspections::STEPS).await.unwrap();
    assert_eq!(read.steps.unwrap()[0].title.as_deref(), Some("gutter"));

    assert_eq!(active.close().score(9).await.unwrap().score, Some(9));
    let edited = active.draft_edit().preserve_changes(true).await.unwrap();
    assert_eq!(edited.is_active_entity, Some(false));
    assert_eq!(active.sibling_entity().get().await.unwrap().id, Some(id));
    draft.delete().await.unwrap();
    assert_eq!(active.get().await.unwrap().score, Some(9));
}
