//! Memory: a form with a file of 200 MiB goes up, and the process stays small. In a process of its own, since the system
//! counts the peak of a process.

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use bytes::Bytes;
    use service_client::codegen::{Nothing, Operation, Path, Reply};
    use service_client::{BoxFuture, Client, File, transfer::UploadSource};

    const SIZE: usize = 200 << 20;
    /// What the process may grow by: a part, buffers, and room for the allocator.
    const LIMIT: usize = 24 << 20;

    static UPLOAD: Operation = Operation {
        method: "POST",
        path: "/files",
        replies: &[Reply::none(201)],
        ..Operation::NEW
    };

    /// The content repeats after a prime number of bytes, so that no two parts begin alike.
    const PERIOD: usize = 65_521;

    /// Two periods, so that any part of up to one period is in one piece.
    fn pattern() -> Vec<u8> {
        (0..2 * PERIOD)
            .map(|at| (at % PERIOD * 31).to_le_bytes()[0])
            .collect()
    }

    /// Content that is nowhere whole.
    struct Made(Vec<u8>);

    impl UploadSource for Made {
        fn size(&mut self) -> BoxFuture<'_, std::io::Result<u64>> {
            Box::pin(async { Ok(SIZE as u64) })
        }

        fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, std::io::Result<Bytes>> {
            let mut at = usize::try_from(offset).unwrap();
            let mut part = Vec::with_capacity(length);
            while part.len() < length {
                let now = (length - part.len()).min(PERIOD);
                part.extend_from_slice(&self.0[at % PERIOD..at % PERIOD + now]);
                at += now;
            }
            Box::pin(async { Ok(part.into()) })
        }
    }

    static RECEIVED: AtomicUsize = AtomicUsize::new(0);

    /// Takes a form whose last part is the file, and compares its content.
    fn serve(stream: TcpStream) -> std::io::Result<()> {
        let mut writer = stream.try_clone()?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        let mut line = String::new();
        let mut read_line = |reader: &mut BufReader<TcpStream>| {
            line.clear();
            reader.read_line(&mut line).map(|_| line.trim().to_owned())
        };
        loop {
            let line = read_line(&mut reader)?.to_ascii_lowercase();
            if let Some(text) = line.strip_prefix("content-length: ") {
                length = text.parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        // The purpose, then the head of the file.
        let mut before = 0;
        let mut heads = 0;
        while heads < 2 {
            let mut line = Vec::new();
            before += reader.read_until(b'\n', &mut line)?;
            heads += usize::from(line == b"\r\n");
        }
        let pattern = pattern();
        let mut buffer = vec![0; PERIOD];
        let mut at = 0;
        while at < SIZE {
            let most = (SIZE - at).min(buffer.len());
            let now = reader.read(&mut buffer[..most])?;
            assert!(
                buffer[..now] == pattern[at % PERIOD..at % PERIOD + now],
                "at {at}"
            );
            at += now;
        }
        let mut rest = vec![0; length - before - SIZE];
        reader.read_exact(&mut rest)?;
        assert!(rest.starts_with(b"\r\n--") && rest.ends_with(b"--\r\n"));
        RECEIVED.store(at, Ordering::SeqCst);
        write!(writer, "HTTP/1.1 201 X\r\ncontent-length: 0\r\n\r\n")
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
    async fn memory_stays_bounded_while_a_form_with_200_mib_goes_up() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || serve(stream));
            }
        });
        let client = Client::builder(url).build().unwrap();
        let Some(before) = peak() else {
            println!("skipped: this system does not tell the peak of a process");
            return;
        };
        let file = File::from_source("big.bin", Made(pattern())).await.unwrap();
        let call = Path::new(&client).call::<Nothing>(&UPLOAD);
        call.part("purpose", &"test".to_owned())
            .file("file", file)
            .await
            .unwrap();
        assert_eq!(RECEIVED.load(Ordering::SeqCst), SIZE);
        let grown = peak().unwrap() - before;
        println!("peak: {} MiB", grown >> 20);
        assert!(grown < LIMIT, "{} MiB", grown >> 20);
    }
}
