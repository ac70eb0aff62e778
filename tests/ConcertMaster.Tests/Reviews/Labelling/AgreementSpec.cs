using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

/// <summary>Figures computed by hand, and by the authors of the measures.</summary>
public sealed class AgreementSpec
{
    [Fact]
    public void Kappa_is_what_is_left_when_chance_is_taken_away()
    {
        // 20 times yes and yes, 5 yes and no, 10 no and yes, 15 no and no: 0.7 agreed, 0.5 by chance.
        var figures = Agreement.Of(
            [.. Times(20, "yes", "yes"), .. Times(5, "yes", "no"), .. Times(10, "no", "yes"), .. Times(15, "no", "no")]);
        figures.Items.ShouldBe(50);
        figures.Agreed.ShouldBe(0.7, 1e-9);
        figures.Pairs.Single().Kappa!.Value.ShouldBe(0.4, 1e-9);
        figures.Together.ShouldBe([new("yes", "yes", 20), new("no", "yes", 15), new("no", "no", 15)]);
    }

    [Fact]
    public void Alpha_of_two_readers_of_ten_items()
    {
        // Krippendorff's own example of nominal data from two observers: alpha = 0.095.
        string[] one = ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"];
        string[] other = ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"];
        var figures = Agreement.Of(one.Zip(other, (a, b) => Item(("ana", a), ("ben", b))));
        figures.Alpha!.Value.ShouldBe(0.095, 0.001);
        figures.Agreed.ShouldBe(0.6, 1e-9);
    }

    [Fact]
    public void Alpha_takes_any_number_of_readers_and_leaves_out_what_one_alone_has_read()
    {
        // Krippendorff's example of four observers with missing values: alpha = 0.743.
        string?[][] observers =
        [
            ["1", "2", "3", "3", "2", "1", "4", "1", "2", null, null, null],
            ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", null, "3"],
            [null, "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", null],
            ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", null],
        ];
        var items = Enumerable.Range(0, 12).Select(unit => Item([
            .. observers.Index().Where(observer => observer.Item[unit] is not null)
                .Select(observer => ($"o{observer.Index}", observer.Item[unit]!)),
        ]));
        var figures = Agreement.Of(items);
        figures.Items.ShouldBe(11);
        figures.Alpha!.Value.ShouldBe(0.743, 0.001);
        figures.Pairs.Count.ShouldBe(6);
    }

    [Fact]
    public void Where_nobody_could_disagree_there_is_no_figure()
    {
        var figures = Agreement.Of(Times(3, "yes", "yes"));
        (figures.Agreed, figures.Alpha, figures.Pairs.Single().Kappa).ShouldBe((1, null, null));
        Agreement.Of([]).Alpha.ShouldBeNull();
    }

    private static IEnumerable<IReadOnlyList<Reading>> Times(int count, string one, string other) =>
        Enumerable.Repeat(Item(("ana", one), ("ben", other)), count);

    private static IReadOnlyList<Reading> Item(params (string Person, string Label)[] readings) =>
        [.. readings.Select(reading => new Reading(reading.Person, reading.Label))];
}
