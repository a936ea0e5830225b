//! Memory: 200 MiB go up and come down, and the process stays small. In a process of its own, since
//! the system counts the peak of a process.

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use bytes::Bytes;
    use odata_client::{
        BoxFuture, Client, Extra, Field, Model, Resource,
        codegen::Place,
        from_json,
        transfer::{UploadSession, UploadSource},
    };

    const SIZE: usize = 200 << 20;
    /// What the process may grow by: two slices, buffers, and room for the allocator.
    const LIMIT: usize = 24 << 20;
    /// The content repeats after a prime number of bytes, so that no two slices begin alike.
    const PERIOD: usize = 65_521;

    /// What the service answers in the end.
    #[derive(Clone, Default)]
    struct Item {
        id: Option<String>,
        extra: Extra,
    }

    impl Model for Item {
        fn slot(&mut self, name: &str) -> Place<'_> {
            Place::Declared(match name {
                "id" => &mut self.id,
                _ => return Place::Extra(&mut self.extra),
            })
        }

        fn each<'a>(&'a self, visit: &mut odata_client::codegen::Visit<'_, 'a>) {
            visit.property("id", self.id.view());
        }

        fn extra(&self) -> &odata_client::Extra {
            &self.extra
        }
    }
    odata_client::codegen::model!(Item, "sample.item");

    /// Two periods, so that any part of up to one period is in one piece.
    fn pattern() -> Vec<u8> {
        (0..2 * PERIOD)
            .map(|at| (at % PERIOD * 31).to_le_bytes()[0])
            .collect()
    }

    fn is_content(pattern: &[u8], mut at: usize, mut bytes: &[u8]) -> bool {
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(PERIOD));
            if now != &pattern[at % PERIOD..at % PERIOD + now.len()] {
                return false;
            }
            at += now.len();
            bytes = rest;
        }
        true
    }

    /// Content that is nowhere whole.
    struct Made(Vec<u8>);

    impl UploadSource for Made {
        fn size(&mut self) -> BoxFuture<'_, std::io::Result<u64>> {
            Box::pin(async { Ok(SIZE as u64) })
        }

        fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, std::io::Result<Bytes>> {
            let mut part = Vec::with_capacity(length);
            let mut at = usize::try_from(offset).unwrap();
            while part.len() < length {
                let now = (length - part.len()).min(PERIOD);
                part.extend_from_slice(&self.0[at % PERIOD..at % PERIOD + now]);
                at += now;
            }
            Box::pin(async { Ok(part.into()) })
        }
    }

    static RECEIVED: AtomicUsize = AtomicUsize::new(0);

    /// `GET` gives the content, `PUT` takes and compares it.
    fn serve(stream: TcpStream) -> std::io::Result<()> {
        let pattern = pattern();
        let mut writer = stream.try_clone()?;
        let mut reader = BufReader::new(stream);
        loop {
            let (mut length, mut get) = (0, false);
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                get |= line.starts_with("GET");
                let line = line.trim().to_ascii_lowercase();
                if let Some(text) = line.strip_prefix("content-length: ") {
                    length = text.parse().unwrap();
                }
                if line.is_empty() {
                    break;
                }
            }
            if get {
                write!(writer, "HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\n\r\n")?;
                let mut at = 0;
                while at < SIZE {
                    let now = (SIZE - at).min(PERIOD);
                    writer.write_all(&pattern[at % PERIOD..at % PERIOD + now])?;
                    at += now;
                }
                continue;
            }
            let mut buffer = vec![0; PERIOD];
            while length > 0 {
                let now = reader.read(&mut buffer[..length.min(PERIOD)])?;
                let at = RECEIVED.fetch_add(now, Ordering::SeqCst);
                assert!(is_content(&pattern, at, &buffer[..now]), "at {at}");
                length -= now;
            }
            let (status, body) = match RECEIVED.load(Ordering::SeqCst) {
                SIZE => (201, "{\"id\":\"item\"}".to_owned()),
                at => (202, format!("{{\"nextExpectedRanges\":[\"{at}-\"]}}")),
            };
            let length = body.len();
            write!(
                writer,
                "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n{body}"
            )?;
        }
    }

    /// The peak of this process in bytes, if the system tells.
    fn peak() -> Option<usize> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kib: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kib << 10)
    }

    #[tokio::test]
    async fn memory_stays_bounded_while_200_mib_go_up_and_come_down() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || serve(stream));
            }
        });
        let client = Client::builder(url.clone()).build().unwrap();
        assert!(from_json::<Item>(b"{}").unwrap().id.is_none());
        let Some(before) = peak() else {
            println!("skipped: this system does not tell the peak of a process");
            return;
        };

        let mut session = UploadSession::<Item>::from_url(&client, url).unwrap();
        let item = session.upload(Made(pattern())).await.unwrap();
        assert_eq!(item.id.as_deref(), Some("item"));
        assert_eq!(RECEIVED.load(Ordering::SeqCst), SIZE);
        let up = peak().unwrap() - before;

        let media = Resource::root(&client).segment("file").media();
        let mut stream = media.get().stream().await.unwrap();
        let (pattern, mut at) = (pattern(), 0);
        while let Some(bytes) = stream.chunk().await.unwrap() {
            assert!(is_content(&pattern, at, &bytes), "at {at}");
            at += bytes.len();
        }
        assert_eq!(at, SIZE);
        let both = peak().unwrap() - before;
        println!(
            "peak: {} MiB after the upload, {} MiB after both",
            up >> 20,
            both >> 20
        );
        assert!(both < LIMIT, "{} MiB", both >> 20);
    }
}
