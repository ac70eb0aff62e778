using System.Text;
using ConcertMaster.Runs.Triggers.Mail;

namespace ConcertMaster.Tests.Runs.Triggers;

public sealed class LetterSpec
{
    private const string Nested = """
        Message-ID: <1@example.org>
        From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <jm@example.org>
        To: "Roe, Ann" <ann@example.org>, bob@example.org
        Subject: =?utf-8?B?R3LDvMOfZQ==?=
         =?iso-8859-1?Q?_aus_K=F6ln?=
        Date: Fri, 20 Nov 2026 09:30:00 +0100 (CET)
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        This is a letter in parts.
        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Die L=F6sung ist =
        da: 1=3D1
        --inner
        Content-Type: text/html; charset=utf-8

        <p>Die Lösung</p>
        --inner--
        --outer
        Content-Type: text/csv; name*0*=utf-8''Z%C3%A4hler; name*1=.csv
        Content-Disposition: attachment
        Content-Transfer-Encoding: base64

        YSxiCjEs
        Mgo=
        --outer
        Content-Type: message/rfc822

        Subject: within

        forwarded
        --outer--
        after the end
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_letter_in_parts_is_read_whole(string lineEnd)
    {
        var letter = Read(Nested.ReplaceLineEndings(lineEnd));
        letter.MessageId.ShouldBe("1@example.org");
        letter.From.ShouldBe(new LetterAddress("Jürgen Müller", "jm@example.org"));
        letter.To.ShouldBe([new LetterAddress("Roe, Ann", "ann@example.org"), new LetterAddress(null, "bob@example.org")]);
        letter.Subject.ShouldBe("Grüße aus Köln");
        letter.Date.ShouldBe(new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(1)));
        letter.Text.ShouldBe("Die Lösung ist da: 1=1");
        letter.Html.ShouldBe("<p>Die Lösung</p>");
        letter.Attachments.Select(one => (one.Name, one.ContentType)).ShouldBe(
            [("Zähler.csv", "text/csv"), ("part-6.eml", "message/rfc822")]);
        Encoding.UTF8.GetString(letter.Attachments[0].Content).ShouldBe("a,b\n1,2\n");
        letter.Headers["mime-version"].ShouldBe("1.0");
    }

    [Fact]
    public void A_plain_letter_is_text()
    {
        var letter = Read("From: a@b.example\r\nSubject: hello\r\n\r\nfirst\r\n\r\nsecond\r\n");
        (letter.Subject, letter.Text).ShouldBe(("hello", "first\n\nsecond\n"));
        (letter.Date, letter.MessageId, letter.Attachments.Count).ShouldBe((null, null, 0));
    }

    [Fact]
    public void A_letter_that_was_cut_off_gives_what_has_come() =>
        Read("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhalf of").Text.ShouldBe("half of");

    [Theory]
    [InlineData("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?=")]
    [InlineData("=?nobody?Q?a_b?=", "a b")]
    [InlineData("=?utf-8?Q?a?= =?utf-8?Q?b?= c", "ab c")]
    public void Encoded_words_are_read_or_left(string text, string read) => MimeHeaders.DecodeWords(text).ShouldBe(read);

    [Fact]
    public void What_is_no_letter_is_refused() => Should.Throw<FormatException>(() => Read("just text"));

    [Fact]
    public void Parts_have_a_limit_in_number_and_in_depth()
    {
        var many = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
        for (var part = 0; part <= MailLimits.PartCountMax; part++) many.Append("--b\n\nx\n");
        Should.Throw<FormatException>(() => Read(many.ToString())).Message.ShouldContain("parts");
        var deep = new StringBuilder();
        for (var depth = 0; depth < 20; depth++) deep.Append($"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
        Should.Throw<FormatException>(() => Read(deep.ToString())).Message.ShouldContain("deep");
    }

    private static Letter Read(string text) => LetterReading.Read(Encoding.UTF8.GetBytes(text));
}
