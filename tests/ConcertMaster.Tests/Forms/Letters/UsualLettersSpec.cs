using ConcertMaster.Forms.Letters;
using ConcertMaster.Output.Mailing;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Forms.Letters;

public sealed class UsualLettersSpec
{
    public static TheoryData<string> Languages => [.. UsualLetters.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Drafts_and_corrections_are_written_in_the_language_of_whoever_reads_them(string language)
    {
        var draft = Written(UsualLetters.Draft, language);
        var correction = Written(UsualLetters.Correction, language);
        foreach (var letter in (WrittenLetter[])[draft, correction])
        {
            letter.Subject.ShouldEndWith("Fuels (Northwind)");
            letter.Text.ShouldContain("https://northwind.test/f/1");
            letter.Text.ShouldContain("Lars");
            letter.Text.ShouldNotContain("{");
            letter.Html.ShouldContain("<a href=\"https://northwind.test/f/1\">");
        }
        correction.Text.ShouldContain("Kilograms?\nOr tonnes?");
        correction.Html.ShouldContain("Kilograms?<br>Or tonnes?");
        if (language == "en") return;
        draft.Subject.ShouldNotContain("Go on");
        correction.Subject.ShouldNotContain("look again");
    }

    [Fact]
    public void Whoever_reads_another_language_gets_the_nearest_there_is_and_else_English()
    {
        Written(UsualLetters.Draft, "de-AT").Subject.ShouldBe("Weiter mit Fuels (Northwind)");
        Written(UsualLetters.Draft, "nl").Subject.ShouldBe("Go on with Fuels (Northwind)");
        Written(UsualLetters.Draft, null).Subject.ShouldBe("Reprendre Fuels (Northwind)"); // the form's own
    }

    [Fact]
    public void A_deadline_is_told_in_the_zone_that_stands_beside_it() =>
        new LetterModel("Lars", "https://northwind.test/f/1", null, new(2026, 12, 24, 18, 0, 0, TimeSpan.FromHours(2)), null)
            .Names("Northwind", "Fuels")["deadline"].ShouldBe("2026-12-24 16:00 UTC");

    private static WrittenLetter Written(Func<string, LetterTemplate> usual, string? language) =>
        new LetterWriter(new MailTemplates(), FormLetters.Decider.Initial, "Northwind", "Fuels",
            AppJson.ToElement(new { languages = new[] { "fr", "de" } }))
            .Write(usual, new("Lars", "https://northwind.test/f/1", "Kilograms?\nOr tonnes?", null, null, Language: language));
}
