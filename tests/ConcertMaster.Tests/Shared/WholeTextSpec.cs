using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Shared;

public sealed class WholeTextSpec
{
    [Theory]
    [InlineData("abc", 3, "abc", "abc")]
    [InlineData("abcd", 3, "abc", "bcd")]
    [InlineData("ab\U0001F30Dcd", 3, "ab", "cd")] // the globe takes two places, and would be cut in two
    [InlineData("ab\U0001F30Dcd", 4, "ab\U0001F30D", "\U0001F30Dcd")]
    public void A_text_is_cut_between_characters(string text, int lengthMax, string first, string last)
    {
        WholeText.First(text, lengthMax).ShouldBe(first);
        WholeText.Last(text, lengthMax).ShouldBe(last);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\temp\plan.pdf", "plan.pdf")]
    [InlineData("pl\nan.pdf", "plan.pdf")]
    [InlineData("  ", "file")]
    [InlineData(null, "file")]
    public void A_file_is_named_without_folders_and_control_characters(string? said, string name) =>
        WholeText.FileName(said).ShouldBe(name);
}
