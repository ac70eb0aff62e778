using System.Text.Json.Nodes;
using ConcertMaster.Testing.Hosting;
using Xunit.Abstractions;

namespace ConcertMaster.Browser.Tests.Measures;

/// <summary>
/// How long somebody with a slow phone waits for the first questions of a form. No part of a normal test run:
/// <c>CONCERTMASTER_MEASURE=1 dotnet test tests/ConcertMaster.Browser.Tests --filter FormMeasures
/// --logger "console;verbosity=detailed"</c>. The connection is that of Lighthouse's mobile runs: 150 ms there and back,
/// 1.6 Mbit/s (https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md); the processors are those of
/// <see cref="PhoneSpeed"/>.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class FormMeasures(BrowserHost host, ITestOutputHelper output)
{
    private const string FirstQuestionShown = """
        new Promise(done => {
          const look = () => document.querySelector('main input, main textarea, main select')
            ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
            : requestAnimationFrame(look)
          look()
        })
        """;

    [SkippableFact]
    public async Task First_view_on_a_slow_phone()
    {
        Skip.If(Environment.GetEnvironmentVariable("CONCERTMASTER_MEASURE") is null, "Measures are taken on request.");
        var templates = (await host.Ask(DemoUser.Builder, "/api/forms/templates")).GetProperty("items").EnumerateArray().ToList();
        foreach (var (phone, index) in new[] { ("low-tier", PhoneSpeed.LowTier), ("mid-tier", PhoneSpeed.MidTier) })
        {
            var rate = await RateFor(index);
            output.WriteLine($"A {phone} phone: {rate:N1} times as slow as this machine");
            var medians = new List<double>();
            foreach (var template in templates)
            {
                var link = await host.Invite(JsonNode.Parse(template.GetProperty("definition").GetRawText())!);
                var times = new List<double>();
                for (var round = 0; round < 5; round++) times.Add(await Wait(link, rate));
                times.Sort();
                medians.Add(times[2]);
                output.WriteLine($"{template.GetProperty("id").GetString(),-32} first questions after {times[2]:N0} ms "
                    + $"({times[0]:N0} to {times[^1]:N0}), nothing cached");
            }
            output.WriteLine($"{phone}: median of the forms {medians.Order().ElementAt(medians.Count / 2):N0} ms");
        }
    }

    private async Task<double> RateFor(double index)
    {
        await using var page = await Testing.Browser.Open(host.BaseUrl, width: 390, height: 844);
        return await PhoneSpeed.RateFor(page.Page, index);
    }

    private async Task<double> Wait(string link, double rate)
    {
        await using var phone = await Testing.Browser.Open(host.BaseUrl, width: 390, height: 844);
        var session = await phone.Page.Context.NewCDPSessionAsync(phone.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = 150,
            ["downloadThroughput"] = 1_638_400 / 8,
            ["uploadThroughput"] = 750_000 / 8,
        });
        await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = rate });
        await phone.Page.GotoAsync(link, new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        return await phone.Page.EvaluateAsync<double>(FirstQuestionShown);
    }
}
