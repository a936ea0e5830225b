//! Lists the users whose name begins so, page by page: `list_users A`.

use graph_examples::graph::GraphClient;
use graph_examples::graph::models::User;
use graph_examples::{Outcome, argument, client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = GraphClient::from(client()?);
    let begin = argument(1, "how the names begin")?;

    let mut users = graph
        .users()
        .list()
        .select((User::DISPLAY_NAME, User::MAIL, User::JOB_TITLE))
        .filter(
            User::DISPLAY_NAME
                .starts_with(begin.as_str())
                .and(User::ACCOUNT_ENABLED.eq(true)),
        )
        .top(50)
        .items();
    while let Some(user) = users.try_next().await? {
        let name = user.display_name.unwrap_or_default();
        let mail = user.mail.as_deref().unwrap_or("no mail");
        println!("{name} <{mail}>");
    }
    Ok(())
}
