//! Lists the managed devices that do not comply: `list_devices`.

use graph_areas::{Outcome, graph};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let devices = graph.device_management().managed_devices().list();
    let devices = devices.filter("complianceState eq 'noncompliant'");
    let mut devices = devices.select(["deviceName", "operatingSystem"]).items();
    while let Some(device) = devices.try_next().await? {
        let system = device.operating_system.unwrap_or_default();
        println!("{} ({system})", device.device_name.unwrap_or_default());
    }
    Ok(())
}
