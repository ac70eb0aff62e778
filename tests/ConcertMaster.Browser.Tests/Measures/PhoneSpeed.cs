using Microsoft.Playwright;

namespace ConcertMaster.Browser.Tests.Measures;

/// <summary>
/// How much slower a phone's processor is than the one that measures, found out as Chromium's own tools calibrate their
/// throttling: by an index of what a page gets done in a second, of which a low-tier phone (Moto G Power 2022) has 264 and a
/// mid-tier one (Pixel 5) 1,000.
/// Source: front_end/panels/mobile_throttling/CalibrationController.ts of chrome-devtools-frontend.
/// </summary>
internal static class PhoneSpeed
{
    public const double LowTier = 264;
    public const double MidTier = 1_000;

    private const double Tolerance = 0.08;
    private const double RateMax = 32;

    // Half of it makes texts, which end as garbage, and half of it moves numbers, which do not; points per second.
    private const string Index = """
        () => {
          const perSecond = (work) => {
            const began = performance.now();
            let rounds = 0;
            while (rounds % 2 || performance.now() - began < 300) work(rounds++);
            return rounds / 10 / ((performance.now() - began) / 1000);
          };
          const numbers = [0, 1].map(() => Array.from({ length: 100_000 }, (_, at) => at));
          const texts = perSecond(() => {
            let text = '';
            for (let at = 0; at < 10_000; at++) text += 'a';
            window.measured = text.length;
          });
          const moves = perSecond((round) => {
            const from = numbers[round % 2], to = numbers[(round + 1) % 2];
            for (let at = 0; at < from.length; at++) to[at] = from[at];
          });
          return (texts + moves) / 2;
        }
        """;

    /// <returns>How many times slower the page has to run to have this index; 1 where it never had so much.</returns>
    public static async Task<double> RateFor(IPage page, double index)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await page.EvaluateAsync<double>(Index); // the first one compiles
        if (await At(1) <= index) return 1;
        var (low, high) = (1.0, RateMax);
        while (high / low > 1 + Tolerance)
        {
            var middle = Math.Sqrt(low * high);
            if (await At(middle) > index) low = middle;
            else high = middle;
        }
        return Math.Sqrt(low * high);

        async Task<double> At(double rate)
        {
            await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = rate });
            var indexes = new List<double>();
            for (var round = 0; round < 3; round++) indexes.Add(await page.EvaluateAsync<double>(Index));
            return indexes.Order().ElementAt(1);
        }
    }
}
