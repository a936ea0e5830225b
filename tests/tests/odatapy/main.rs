//! Requests through a generated crate to a service on odatapy, a server of other people's making. The service is
//! in `servers/odatapy`, the crate in `servers/odatapy/client`. In: the service's address in `WEATHER_URL`;
//! `.ci/servers` starts it and sets that. Without it, each test says so in one line and passes.

// `cfg(test)` tells Clippy that a fault may fail the test right there.
#[cfg(test)]
mod batches;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod entities;
#[cfg(test)]
mod hierarchy;
#[cfg(test)]
mod media;
#[cfg(test)]
mod operations;

use odata_client::{Guid, Resource};
use weather::WeatherClient;
use weather::models::{Reading, Station};

/// A client of the service, if there is one.
fn weather() -> Option<WeatherClient> {
    let Ok(url) = std::env::var("WEATHER_URL") else {
        println!("WEATHER_URL is not set: nothing is asked of odatapy; see .ci/servers");
        return None;
    };
    Some(WeatherClient::anonymous(&url).unwrap())
}

/// A station with readings, made by one request; only one test has the code.
async fn station(weather: &WeatherClient, code: &str, readings: i32) -> Station {
    let reading = |number| Reading {
        code: Some(code.to_owned()),
        number: Some(number),
        ..Reading::default()
    };
    let station = Station {
        code: Some(code.to_owned()),
        name: Some(format!("Station {code}")),
        readings: (readings > 0).then(|| (1..=readings).map(reading).collect()),
        ..Station::default()
    };
    let created = weather.stations().create(&station).await.unwrap();
    created.into_entity().unwrap()
}

/// A reading by its key of two parts, which this server takes in parentheses only.
fn reading(weather: &WeatherClient, code: &str, number: i32) -> Resource {
    let readings = Resource::root(weather.client()).segment("Readings");
    readings.key_parentheses(&[("Code", &code.to_owned()), ("Number", &number)])
}

fn guid() -> Guid {
    "0f8fad5b-d9cb-469f-a165-70867728950e".parse().unwrap()
}
