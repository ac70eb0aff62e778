using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Demo;

/// <summary>
/// The suppliers of the demo. Five nations stand for them; their figures are fossil CO2 emissions in thousand tonnes of
/// carbon, from Hefner, M., and G. Marland (2023), Global, Regional, and National Fossil-Fuel CO2 Emissions: 1751-2020,
/// CDIAC-FF, Appalachian State University.
/// </summary>
internal static class DemoData
{
    public const string History = """
        Supplier,Year,Total
        NORWAY,2011,12403
        NORWAY,2012,14325
        NORWAY,2013,15763
        NORWAY,2014,12556
        NORWAY,2015,12806
        NORWAY,2016,11497
        NORWAY,2017,12574
        NORWAY,2018,12548
        NORWAY,2019,10739
        NORWAY,2020,10701
        PORTUGAL,2011,13058
        PORTUGAL,2012,12685
        PORTUGAL,2013,12479
        PORTUGAL,2014,12413
        PORTUGAL,2015,13456
        PORTUGAL,2016,12977
        PORTUGAL,2017,14135
        PORTUGAL,2018,13169
        PORTUGAL,2019,12080
        PORTUGAL,2020,10743
        CHILE,2011,21453
        CHILE,2012,21915
        CHILE,2013,22524
        CHILE,2014,21318
        CHILE,2015,22495
        CHILE,2016,23166
        CHILE,2017,23113
        CHILE,2018,23238
        CHILE,2019,25302
        CHILE,2020,22077
        KENYA,2011,3563
        KENYA,2012,3309
        KENYA,2013,3545
        KENYA,2014,3812
        KENYA,2015,4463
        KENYA,2016,4752
        KENYA,2017,4649
        KENYA,2018,4959
        KENYA,2019,5219
        KENYA,2020,5827
        NEW ZEALAND,2011,8570
        NEW ZEALAND,2012,9289
        NEW ZEALAND,2013,9156
        NEW ZEALAND,2014,9494
        NEW ZEALAND,2015,9493
        NEW ZEALAND,2016,9120
        NEW ZEALAND,2017,9156
        NEW ZEALAND,2018,8738
        NEW ZEALAND,2019,9388
        NEW ZEALAND,2020,9195
        """;

    public static readonly IReadOnlyList<DemoSupplier> Suppliers =
    [
        new("NORWAY", "Norway", "Europe", 10_350),
        new("PORTUGAL", "Portugal", "Europe", 10_480),
        new("CHILE", "Chile", "America", 22_900),
        // Typed with a digit too many: this is the answer that a reviewer gets to see.
        new("KENYA", "Kenya", "Africa", 52_100) { CorrectedTotal = 5_210 },
        new("NEW ZEALAND", "New Zealand", "Oceania", 9_120),
    ];

    /// <summary>As recipients of a form.</summary>
    public static readonly JsonElement Recipients = AppJson.ToElement(Suppliers.Select(supplier => new
    {
        supplier.Email, supplier.Name, supplier.Reference, prefill = new { supplier.Region, year = 2021 },
    }));
}

/// <param name="Reference">The name under which the history knows the supplier.</param>
/// <param name="Total">What the supplier answers in the finished run.</param>
internal sealed record DemoSupplier(string Reference, string Name, string Region, int Total)
{
    /// <summary>What the supplier answers when asked again; null when the first answer stands.</summary>
    public int? CorrectedTotal { get; init; }

    public string Email => $"{Reference.ToLowerInvariant().Replace(' ', '.')}@suppliers.test";

    public JsonElement AnswersWith(int total) => AppJson.ToElement(new
    {
        region = Region, year = 2021, total, method = "measured", confirmed = true,
    });
}
