using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Demo;

/// <summary>
/// The measured emissions of all nations since 1751 (Hefner and Marland 2023, CDIAC-FF) go through the same steps. The
/// file is not part of the repository; where it lies beside it, this runs.
/// </summary>
public sealed class FullHistoryApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly string File = Path.Combine(
        Repository.Root, "..", "shared", "data", "co2-by-nation", "fossil-fuel-co2-emissions-by-nation.csv");

    [SkippableFact]
    public async Task The_whole_history_is_imported_grouped_and_judged()
    {
        Skip.IfNot(System.IO.File.Exists(File), $"{File} is not there: the history of all nations is not part of the repository.");
        using var builder = await host.SignIn(DemoUser.Builder);
        using var content = new ByteArrayContent(await System.IO.File.ReadAllBytesAsync(File));
        var uploaded = await builder.PostAsync("/api/files?name=history.csv", content);
        var fileId = (await uploaded.Content.ReadFromJsonAsync<JsonElement>()).Text("id");

        var workflow = await Publish(builder, fileId);
        var collection = await Collection.Start(host, builder, workflow, new { });
        var steps = (await collection.Finished(TimeSpan.FromMinutes(2))).GetProperty("steps").EnumerateArray().ToList();
        JsonElement Output(string node) => steps.Single(step => step.Text("nodeId") == node).GetProperty("output");

        // 18,769 lines below the header, of 257 names that a nation has borne.
        Output("history").GetProperty("count").GetInt32().ShouldBe(18_769);
        var judged = Output("judge");
        judged.GetArrayLength().ShouldBe(2);
        judged[0].GetProperty("validation").GetProperty("outliers").GetArrayLength().ShouldBe(0);
        judged[1].GetProperty("validation").GetProperty("outliers").GetArrayLength().ShouldBe(1);
        judged[1].GetProperty("validation").GetProperty("checks")[0].GetProperty("count").GetInt32().ShouldBeGreaterThan(50);
    }

    private static async Task<string> Publish(HttpClient builder, string fileId)
    {
        object Node(string id, string type, object config, string? parent = null) => new { id, type, name = id, config, parent };
        var definition = new
        {
            nodes = new[]
            {
                Node("start", "ManualTrigger", new { }),
                Node("history", "BulkImport", new
                {
                    fileId, groupBy = "nation",
                    columns = new object[]
                    {
                        new { name = "nation", from = "Country" }, new { name = "year", from = "Year", type = "integer" },
                        new { name = "total", from = "Total", type = "number" },
                    },
                }),
                Node("judge", "Loop", new
                {
                    items = """{{ [{ "nation": "KENYA", "total": 5210 }, { "nation": "KENYA", "total": 52100 }] }}""",
                }),
                Node("check", "DataValidator", new
                {
                    outliers = new[]
                    {
                        new { field = "total", k = 3, history = "{{ $lookup($steps.history.groups, $item.nation).total }}" },
                    },
                }, "judge"),
            },
            edges = new[] { new { id = "a", from = "start", to = "history" }, new { id = "b", from = "history", to = "judge" } },
        };
        var created = await builder.PostAsJsonAsync("/api/workflows", new { name = "Whole history", definition });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        var published = await builder.PostAsync($"/api/workflows/{id}/publish", null);
        published.IsSuccessStatusCode.ShouldBeTrue(await published.Content.ReadAsStringAsync());
        return id;
    }
}
