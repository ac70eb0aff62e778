using ConcertMaster.Output.Validating;

namespace ConcertMaster.Tests.Output;

public sealed class OutliersSpec
{
    // Mean 10; the squares 9, 1, 1, 1 and 4 over n - 1 = 4 make a sample standard deviation of 2.
    private static readonly double[] History = [7, 9, 11, 11, 12];

    [Fact]
    public void The_standard_deviation_is_that_of_a_sample()
    {
        var check = Outliers.Check("total", 10, History, 3)!;
        check.Mean.ShouldBe(10);
        check.StandardDeviation.ShouldBe(2);
        (check.Lower, check.Upper).ShouldBe((4, 16));
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(16.001, true)]
    [InlineData(4, false)]
    [InlineData(3.999, true)]
    public void An_outlier_lies_more_than_k_deviations_away(double value, bool isOutlier) =>
        Outliers.Check("total", value, History, 3)!.IsOutlier.ShouldBe(isOutlier);

    [Fact]
    public void Fewer_than_three_values_are_no_history() => Outliers.Check("total", 1_000, [1, 2], 3).ShouldBeNull();

    [Fact]
    public void Where_nothing_ever_changed_any_change_stands_out()
    {
        Outliers.Check("total", 5, [5, 5, 5], 3)!.IsOutlier.ShouldBeFalse();
        Outliers.Check("total", 6, [5, 5, 5], 3)!.IsOutlier.ShouldBeTrue();
    }

    [Fact]
    public void The_message_says_how_far_and_of_how_many() => Outliers.Check("total", 20, History, 3)!.Message
        .ShouldBe("total is 20: 5 standard deviations above the mean of 10 over 5 earlier values.");
}
