using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

/// <summary>
/// Computed by hand with a calendar of 2026. Summer time: Oslo 29 March to 25 October, New York 8 March to 1 November.
/// </summary>
public sealed class BusinessHoursSpec
{
    private static readonly Dictionary<string, BusinessHours> Calendars = new()
    {
        ["oslo"] = new("Europe/Oslo", Week("08:00", "16:00", 1, 2, 3, 4, 5), [new(2026, 1, 1), new(2026, 5, 1), new(2026, 12, 25)]),
        ["new york"] = new("America/New_York",
            [.. Week("09:00", "12:00", 1, 2, 3, 4, 5), .. Week("13:00", "17:00", 1, 2, 3, 4, 5)], [new(2026, 7, 3)]),
        ["sunday night"] = new("Europe/Oslo", Week("00:00", "06:00", 0), []),
        ["kolkata"] = new("Asia/Kolkata", Week("10:00", "18:00", 1, 2, 3, 4, 5, 6), []),
        ["always"] = new("UTC", Week("00:00", "00:00", 0, 1, 2, 3, 4, 5, 6), []),
    };

    [Theory]
    // Within a day, over its ends, over the weekend. 5 January is a Monday.
    [InlineData("oslo", "2026-01-05T09:00+01:00", "PT2H", "2026-01-05T11:00+01:00")]
    [InlineData("oslo", "2026-01-05T08:00+01:00", "PT8H", "2026-01-05T16:00+01:00")]
    [InlineData("oslo", "2026-01-05T15:00+01:00", "PT2H", "2026-01-06T09:00+01:00")]
    [InlineData("oslo", "2026-01-05T07:00+01:00", "PT1H", "2026-01-05T09:00+01:00")]
    [InlineData("oslo", "2026-01-05T18:00+01:00", "PT1H", "2026-01-06T09:00+01:00")]
    [InlineData("oslo", "2026-01-05T16:00+01:00", "PT0S", "2026-01-06T08:00+01:00")]
    [InlineData("oslo", "2026-01-09T15:00+01:00", "PT2H", "2026-01-12T09:00+01:00")]
    [InlineData("oslo", "2026-01-10T12:00+01:00", "PT8H", "2026-01-12T16:00+01:00")]
    [InlineData("oslo", "2026-01-05T08:00+01:00", "PT40H30M", "2026-01-12T08:30+01:00")]
    // Holidays.
    [InlineData("oslo", "2025-12-31T15:00+01:00", "PT2H", "2026-01-02T09:00+01:00")]
    [InlineData("oslo", "2026-04-30T12:00+02:00", "PT8H", "2026-05-04T12:00+02:00")]
    [InlineData("oslo", "2026-04-30T10:00+02:00", "P1D", "2026-05-04T10:00+02:00")]
    [InlineData("oslo", "2026-12-24T14:00+01:00", "PT4H", "2026-12-28T10:00+01:00")]
    // Working days.
    [InlineData("oslo", "2026-01-05T10:00+01:00", "P1D", "2026-01-06T10:00+01:00")]
    [InlineData("oslo", "2026-01-09T10:00+01:00", "P1D", "2026-01-12T10:00+01:00")]
    [InlineData("oslo", "2026-01-08T10:00+01:00", "P3D", "2026-01-13T10:00+01:00")]
    [InlineData("oslo", "2026-01-10T12:00+01:00", "P1D", "2026-01-12T12:00+01:00")]
    [InlineData("oslo", "2026-01-05T14:00+01:00", "P1DT4H", "2026-01-07T10:00+01:00")]
    [InlineData("oslo", "2026-01-05T10:00+01:00", "P1W", "2026-01-14T10:00+01:00")]
    [InlineData("oslo", "2026-01-05T20:00+01:00", "P1D", "2026-01-07T08:00+01:00")]
    // The clocks change over a weekend, and in the middle of a shift: an hour is missing, an hour is there twice.
    [InlineData("oslo", "2026-03-27T15:00+01:00", "PT2H", "2026-03-30T09:00+02:00")]
    [InlineData("oslo", "2026-03-27T10:00+01:00", "P1D", "2026-03-30T10:00+02:00")]
    [InlineData("oslo", "2026-10-23T15:00+02:00", "PT2H", "2026-10-26T09:00+01:00")]
    [InlineData("sunday night", "2026-03-29T00:00+01:00", "PT5H", "2026-03-29T06:00+02:00")]
    [InlineData("sunday night", "2026-03-29T00:00+01:00", "PT6H", "2026-04-05T01:00+02:00")]
    [InlineData("sunday night", "2026-10-25T00:00+02:00", "PT6H", "2026-10-25T05:00+01:00")]
    [InlineData("sunday night", "2026-10-25T00:00+02:00", "PT7H", "2026-10-25T06:00+01:00")]
    // A break at noon, another continent, half hours, round the clock.
    [InlineData("new york", "2026-06-29T11:00-04:00", "PT2H", "2026-06-29T14:00-04:00")]
    [InlineData("new york", "2026-06-29T12:30-04:00", "PT1H", "2026-06-29T14:00-04:00")]
    [InlineData("new york", "2026-07-02T16:00-04:00", "PT2H", "2026-07-06T10:00-04:00")]
    [InlineData("new york", "2026-03-06T16:30-05:00", "PT1H", "2026-03-09T09:30-04:00")]
    [InlineData("new york", "2026-01-05T09:00+01:00", "PT1H", "2026-01-05T10:00-05:00")]
    [InlineData("kolkata", "2026-01-10T17:00+05:30", "PT2H", "2026-01-12T11:00+05:30")]
    [InlineData("kolkata", "2026-01-05T00:00Z", "PT1H", "2026-01-05T11:00+05:30")]
    [InlineData("always", "2026-01-05T23:00Z", "PT2H", "2026-01-06T01:00Z")]
    [InlineData("always", "2026-01-05T23:00Z", "P2D", "2026-01-07T23:00Z")]
    public void A_time_to_decide_in_is_counted_in_hours_of_work(string calendar, string from, string span, string due) =>
        DueDates.From(At(from), span, Calendars[calendar]).ShouldBe(At(due));

    [Theory]
    [InlineData("oslo", "2026-01-09T15:00+01:00", "2026-01-12T09:00+01:00", 2)]
    [InlineData("oslo", "2026-01-10T09:00+01:00", "2026-01-11T15:00+01:00", 0)]
    [InlineData("oslo", "2026-01-06T09:00+01:00", "2026-01-05T09:00+01:00", 0)]
    [InlineData("sunday night", "2026-03-29T00:00+01:00", "2026-03-29T07:00+02:00", 5)]
    [InlineData("sunday night", "2026-10-25T00:00+02:00", "2026-10-25T07:00+01:00", 7)]
    [InlineData("new york", "2026-06-29T11:30-04:00", "2026-06-29T13:30-04:00", 1)]
    public void Working_time_between_two_moments(string calendar, string from, string to, int hours) =>
        Calendars[calendar].Between(At(from), At(to)).ShouldBe(TimeSpan.FromHours(hours));

    [Theory]
    // What was left when the sender got the word is left when the review goes on.
    [InlineData("oslo", "2026-01-05T15:00+01:00", "2026-01-05T13:00+01:00", "2026-01-07T14:00+01:00", "2026-01-07T16:00+01:00")]
    [InlineData("oslo", "2026-04-30T16:00+02:00", "2026-04-30T12:00+02:00", "2026-05-01T10:00+02:00", "2026-05-04T12:00+02:00")]
    [InlineData("oslo", "2026-03-30T09:00+02:00", "2026-03-27T15:00+01:00", "2026-03-30T08:00+02:00", "2026-03-30T10:00+02:00")]
    [InlineData("oslo", "2026-01-05T09:00+01:00", "2026-01-05T13:00+01:00", "2026-01-07T14:00+01:00", "2026-01-05T09:00+01:00")]
    [InlineData(null, "2026-01-05T18:00Z", "2026-01-05T12:00Z", "2026-01-06T12:00Z", "2026-01-06T18:00Z")]
    public void Time_stands_still_while_the_sender_has_the_word(
        string? calendar, string due, string rests, string goesOn, string dueThen)
    {
        var file = ReviewFile.From(Requested(request => request with
        {
            DueAt = At(due), Calendar = calendar is null ? null : Calendars[calendar],
        })) with
        {
            Awaited = new(Ana.Person, "Look again", [], At(rests)),
        };
        DueDates.AfterRest(file, At(goesOn)).ShouldBe(At(dueThen));
    }

    [Fact]
    public void What_never_comes_is_no_time()
    {
        DueDates.From(Noon, "P1M", null).ShouldBeNull();
        DueDates.From(Noon, "soon", null).ShouldBeNull();
        DueDates.From(Noon, "PT1H", new("UTC", [], [])).ShouldBeNull();
    }

    private static IReadOnlyList<OpenHours> Week(string from, string to, params DayOfWeek[] days) =>
        [.. days.Select(day => new OpenHours(day, TimeOnly.Parse(from), TimeOnly.Parse(to)))];

    private static IReadOnlyList<OpenHours> Week(string from, string to, params int[] days) =>
        Week(from, to, [.. days.Select(day => (DayOfWeek)day)]);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
