namespace ConcertMaster.Testing.Hosting;

/// <summary>The people of the demo organisation.</summary>
public sealed record DemoUser(string Email)
{
    public const string Organisation = "demo";

    public static readonly DemoUser Owner = new("owner@demo.test");
    public static readonly DemoUser Builder = new("builder@demo.test");
    public static readonly DemoUser Reviewer = new("reviewer@demo.test");
    public static readonly DemoUser SecondReviewer = new("second@demo.test");
    public static readonly DemoUser Auditor = new("auditor@demo.test");

    public static readonly IReadOnlyList<DemoUser> All = [Owner, Builder, Reviewer, SecondReviewer, Auditor];

    public string Password => "demo";

    public override string ToString() => Email;
}
