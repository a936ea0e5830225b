//! A key and content made by Python's `cryptography`, and verified by the `openssl` command: the data key
//! is the bytes 1 to 32. The private key is for this test alone.

pub(crate) const PLAIN: &str =
    r##"{"@odata.type":"#sample.message","id":"1","subject":"Grüße","rank":3}"##;

pub(crate) const CONTENT: &str = r#"{
    "data": "vH/UJ8Kz0Hgb/9tdSdwGx5ND0tBVJb+akAaGJUzLeBM1dCPeTE0zr7u9wxcX7+deBv6SFHnZHaxza9yUrpwvDPHQRGhEpdVOV4Y7QueML/k=",
    "dataSignature": "YAVFL8xK51gFtogVQ5fUpz6jJa+ssQnv4IZ/WOHoBww=",
    "dataKey": "j6hdh0ANbtFtcMnTETteF7AgrCptjl3K9Yg5G9GYjV6/HtkjbFu21CyX/7JZyqOHATfa9U7d5q3qi6NU3SsJESfA95fLQi9cMwMrCmrjdI0EkF/Nnn20mj1jMWNzTzff1N+OdXiCkjXyoyWRhN0WfVtKdxSwswBjup9Rok8L9+MVTOd1drcheyaCsMUy1Bqvvu1xrz8mcxuZgQJx8lkBvkvwDyitu6sSummV/gvdn9uz6PonAdPXAjJv8ps7UrywTknVnIWwKmoHG3lq5Xf/0uylm/SgQ9R9fEZ3OZlRMR/Vd/7bSM51OaPMVTqlGILrWLW09cGnUfu0jCXAvU2zAA==",
    "encryptionCertificateId": "my-certificate",
    "encryptionCertificateThumbprint": "07293748CC064953A3052FB978C735FE89E61C3D"
}"#;

pub(crate) const KEY: &str = "\
-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDLGWcD5idGqCbO
T6QDt6+fznh7NqRsMZqEw7kWSUa/w0fV1RPwEF8UDJyRMpIvUFbJKHep2zpADAid
+amZM5/sIfeoaKfE1lFFt7a7+tg2w6nYvLsVZdwsJxzWDoP87k/jbLy2ZplwPdsw
FGgB1v0Qem2k56hOtnQVEtUquYu7d+o0wDGHaRn4b5qpGMjYZxmOqLVQ1c9fXJNe
CKA7ZLQ/Hd795TNd1dEra/BOmWRTwjNm7ezljk9/ue/+5lldci6VURpU77xGJ7Sb
/3tLkJpzoAFUuiOEG+596QO+7IWiCKDABIeJhTmTHQUEOu81j2B4ucm2GEJ5NLiQ
G8JXqGl/AgMBAAECggEAT5fbbsQ+JSsV1imQ4eIVIiAkyEjARCRmZVxcxzadUt6B
YvQX1a9cy3sryp1Se9dUw42n47mmCN6Oa/ahOAhqxnwDVgz5nqLNA/D83ItwO3oP
sIA6Iychk24al2rl3/Q2+64sAKGRxVKAeUWuAvaRg2kvWf5tT7eiI3YXcyB2+dbQ
aedQi8PmtkCs2rjjCXn/rKbfhVnxk2jnTxACEXYeG5KfwvMUDKzdUuHnrYMU+TSW
2qFMnJS6k/ObfSO2qVDMhfYqtETzLQWWltt3/iLpMIUvnxKaLuq5jx8fgHVSdUsf
lYE9xYoQyX/oacts2d/Ld3OPBCNM19WMhKhQYlTB7QKBgQDssm8qt50NUE7/cIZO
ryGvXrWBLOu+76F152lJfGDFSir4DUgxsH4znUSiUgb24fMTOf8i+kqiqT5Dj3hJ
5CEylx1sF8sBYaoN9tg7Hf5sC5mrTzDP7H1IR9ay3HK/w6HYhXb8zkzj88/ccPUa
IcRWVOLvNCXflRrMJknKou2g9QKBgQDbqYqRxczaIAHqVX7UJOKV7FM6jp8iY6zq
CptH4URMPFVsI8NYtKoKpufPpkaes3bc7DUVAVqZSi8RrC9Ky4xsDgsWHFV91kO7
128JvVFwboKFAXt/w1P871SZORCkRGcpgVGenmAyONqF9WtVZAt+92s9aHY3a+T5
AVZwqjzIIwKBgQDoa7ovRwdHiIFZ4MNxRhUcoDI4OsTuw11Xajl/uEtJzy9sTZaD
fFwgEKDRhxxhlrNaQMvgK8fX+7oxGxMx83oJtEtm1eI4ZA9ZEPd47VXkAGwPxH4Y
3Y6TyD7xePiQhuhItZ2GVok4GTQVsTFsTJX/c/E2k41RA5fBuSMigGQ4dQKBgHkg
zavCwkrJ+aRpzs1XJad8sQyKVxBUnKZWgPgrLUlIv+Yo9nC090t2bD/iNfEPj40V
p9PUckwzTy9UnqOFCQMQ32Yq662/eIxdqPpa7kysc8a6YYq7gFXq9+CiSh37JlQJ
3qM0PGGVXlMeWTi2OWyjLPyo3P+EvLfe1/a6uVe3AoGAEltc0+n25eoU3fdJn7Gl
om0oifhHpCjnYSlDEhtpLMxQvY/v+zgdIO5K1bzW78mcoki71QUjRCMQ3QM0uNJu
wEYdG5SHeHRKiNt1FJjwQOdR5/zsWMA0SFc7zEzDy4NWjE3LlQCfewM6zYqXNHEQ
cJn3ERL1VYo6LBs26mSePGc=
-----END PRIVATE KEY-----
";
