using System.IO.Compression;
using Microsoft.Playwright;

namespace ConcertMaster.Browser.Tests.Measures;

/// <param name="GoodShare">Share of frames that came within one refresh of the screen, 16.7 ms.</param>
internal sealed record FrameCount(int Count, double GoodShare, double CpuMsPerFrame);

/// <summary>Reads what Chromium knows of a page: bytes, frames, processor time, memory.</summary>
internal sealed class PageMeter
{
    /// <summary>Interactive: steps are in the page, and the frame after them came without delay.</summary>
    public const string NoteWhenInteractive = """
        let last = 0, seen = 0;
        const look = (at) => {
          if (!seen && document.querySelector('.react-flow__node')) seen = at;
          else if (seen && !window.interactiveAt && at - last < 40) window.interactiveAt = performance.now();
          last = at;
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """;

    /// <summary>Notes the frame in which the first step is drawn as off, or as on again.</summary>
    public const string NoteWhenDrawn = """
        (off) => {
          window.drawnAt = 0;
          const look = () => {
            const isOff = document.querySelector('.react-flow__node-step .line-through') !== null;
            if (isOff === off) window.drawnAt = Date.now();
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }
        """;

    private const string Record = """
        () => {
          const times = window.frameTimes = [];
          const note = (at) => { if (window.frameTimes === times) { times.push(at); requestAnimationFrame(note); } };
          requestAnimationFrame(note);
        }
        """;

    private const string TakeRecord = "() => { const times = window.frameTimes; window.frameTimes = null; return times; }";

    private readonly ICDPSession _session;
    private readonly Dictionary<string, IResponse> _scripts = [];
    private readonly Dictionary<string, long> _sizes = [];

    private PageMeter(ICDPSession session) => _session = session;

    public static async Task<PageMeter> Attach(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var meter = new PageMeter(session) { Page = page };
        page.Response += (_, response) =>
        {
            if (response.Request.ResourceType == "script") meter._scripts.TryAdd(response.Url, response);
        };
        await session.SendAsync("Performance.enable",
            new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        return meter;
    }

    private IPage Page { get; init; } = null!;

    public async Task<FrameCount> Frames(Func<Task> act)
    {
        await Page.EvaluateAsync(Record);
        var before = await Metric("TaskDuration");
        await act();
        var cpu = await Metric("TaskDuration") - before;
        var times = await Page.EvaluateAsync<double[]>(TakeRecord);
        var gaps = times.Skip(1).Zip(times, (later, earlier) => later - earlier).ToList();
        // Times of frames come in steps of the refresh; half a millisecond is for their rounding.
        return new(gaps.Count, gaps.Count(gap => gap < 17.2) / (double)gaps.Count, cpu * 1000 / gaps.Count);
    }

    /// <summary>All scripts so far as a deployment sends them: it compresses them beforehand, a build on a desk does not.</summary>
    public async Task<long> CompressedScriptBytes()
    {
        foreach (var (address, script) in _scripts.Where(one => !_sizes.ContainsKey(one.Key)).ToList())
        {
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
                await gzip.WriteAsync(await script.BodyAsync());
            _sizes[address] = packed.Length;
        }
        return _sizes.Values.Sum();
    }

    public async Task<double> HeapMegabytes()
    {
        await _session.SendAsync("HeapProfiler.collectGarbage");
        return await Metric("JSHeapUsedSize") / 1_000_000;
    }

    private async Task<double> Metric(string name)
    {
        var answer = await _session.SendAsync("Performance.getMetrics");
        return answer!.Value.GetProperty("metrics").EnumerateArray()
            .First(metric => metric.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();
    }
}
