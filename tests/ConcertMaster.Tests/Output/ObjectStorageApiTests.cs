using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing.Peers;
using ConcertMaster.Tests.Runs;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Output;

/// <summary>Objects put into, read from, listed in and taken out of a storage that speaks S3.</summary>
public sealed class ObjectStorageApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [SkippableFact]
    public async Task What_is_put_can_be_listed_read_and_deleted()
    {
        using var storage = await S3Server.Start();
        var connection = await Connect("archive", storage.Endpoint);
        object Step(string operation, object more) => new { connection, operation }.With(more);
        var workflow = await engine.Publish("archiving",
            [
                Node("start", "ManualTrigger"),
                Node("put", "ObjectStorage", Step("put", new { key = "q1/ü totals.json", content = new { total = 42 } })),
                Node("again", "ObjectStorage", Step("put", new { key = "q1/ü totals.json", content = new { total = 42 } })),
                Node("list", "ObjectStorage", Step("list", new { prefix = "q1/", limit = 1 })),
                Node("json", "ObjectStorage", Step("get", new { key = "q1/ü totals.json", @as = "json" })),
                Node("file", "ObjectStorage", Step("get", new { key = "q1/ü totals.json" })),
                Node("copy", "ObjectStorage", Step("put", new { key = "q2/copy.json", fileId = "{{ $input.fileId }}" })),
                Node("delete", "ObjectStorage", Step("delete", new { key = "q1/ü totals.json" })),
                Node("repeat", "ObjectStorage", Step("delete", new { key = "q1/ü totals.json" })),
                Node("rest", "ObjectStorage", Step("list", new { })),
            ],
            [
                Edge("start", "put"), Edge("put", "again"), Edge("again", "list"), Edge("list", "json"), Edge("json", "file"),
                Edge("file", "copy"), Edge("copy", "delete"), Edge("delete", "repeat"), Edge("repeat", "rest"),
            ]);

        var run = await engine.Run(workflow, new { });

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        var put = Output(run, "put");
        var bytes = Encoding.UTF8.GetBytes("""{"total":42}""");
        put.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        put.GetProperty("etag").GetString().ShouldBe(Md5(bytes));
        (put.GetProperty("bucket").GetString(), put.GetProperty("size").GetInt32()).ShouldBe(("reports", bytes.Length));
        Output(run, "again").ToString().ShouldBe(put.ToString(), "a second put leaves the same object");
        var list = Output(run, "list");
        list.GetProperty("objects").EnumerateArray().Single().GetProperty("key").GetString().ShouldBe("q1/ü totals.json");
        list.GetProperty("truncated").GetBoolean().ShouldBeFalse();
        Output(run, "json").GetProperty("content").GetProperty("total").GetInt32().ShouldBe(42);
        Output(run, "file").GetProperty("contentType").GetString().ShouldBe("application/json");
        Output(run, "copy").GetProperty("sha256").GetString().ShouldBe(put.GetProperty("sha256").GetString());
        Output(run, "rest").GetProperty("objects").EnumerateArray().Select(found => found.GetProperty("key").GetString())
            .ShouldBe(["q2/copy.json"]);
    }

    [SkippableFact]
    public async Task A_wrong_access_key_a_missing_object_and_a_missing_bucket_are_told_apart()
    {
        using var storage = await S3Server.Start();
        var mistyped = await Connect("mistyped", storage.Endpoint, accessKey: "WRONG");
        var right = await Connect("right", storage.Endpoint);

        (await Failure(mistyped, new { operation = "put", key = "a", content = "x" })).ShouldBe("storage.refused");
        (await Failure(right, new { operation = "get", key = "nowhere" })).ShouldBe("storage.not-found");
        (await Failure(right, new { operation = "get", key = "a", bucket = "no-bucket" }))
            .ShouldBe("storage.bucket-not-found");
        (await Failure(right, new { operation = "put", key = new string('k', 1_025), content = "x" }))
            .ShouldBe("storage.key-too-long");
    }

    [Fact]
    public async Task A_storage_that_is_busy_is_tried_again()
    {
        await using var storage = await HttpPeer.Start();
        storage.Answer = (_, before) => before == 0
            ? new(503, "application/xml", "<Error><Code>SlowDown</Code><Message>Later.</Message></Error>")
            : new PeerAnswer(200, "application/xml", "")
                { Headers = new Dictionary<string, string> { ["ETag"] = "\"abc\"" } };
        var connection = await Connect("busy", storage.BaseUrl, "secret-key-of-busy");
        var workflow = await engine.Publish("busy storage",
        [
            Node("start", "ManualTrigger"),
            Node("put", "ObjectStorage", new { connection, operation = "put", key = "a.txt", content = "x" },
                new { retry = new { count = 2, backoffSeconds = 0.05, jitter = 0 } }),
        ], [Edge("start", "put")]);

        var run = await engine.Until(await engine.Start(workflow, new { }), status => status is "completed" or "failed");

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        Output(run, "put").GetProperty("etag").GetString().ShouldBe("abc", run.ToString());
        storage.Calls.Select(call => (call.Method, call.PathAndQuery, call.Body))
            .ShouldBe([("PUT", "/reports/a.txt", "x"), ("PUT", "/reports/a.txt", "x")]);
        storage.Calls[0].Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=S3RVER/");
        (await engine.Get($"/api/runs/{run.GetProperty("id").GetGuid()}/events")).ToString()
            .ShouldNotContain("secret-key-of-busy");
    }

    // By its id a connection is found at once; the list of names is a read model that follows.
    private async Task<string> Connect(
        string name, string endpoint, string secret = S3Server.Key, string accessKey = S3Server.Key) =>
        (await engine.Post("/api/connections", new
        {
            name, kind = "s3", secret, settings = new { endpoint, region = "eu-central-1", bucket = "reports", accessKey },
        }, HttpStatusCode.Created)).Id();

    private async Task<string?> Failure(string connection, object config)
    {
        var workflow = await engine.Publish($"failing {connection}",
            [Node("start", "ManualTrigger"), Node("act", "ObjectStorage", new { connection }.With(config))],
            [Edge("start", "act")]);
        var run = await engine.Run(workflow, new { });
        run.GetProperty("status").GetString().ShouldBe("failed", run.ToString());
        return run.GetProperty("error").GetProperty("code").GetString();
    }

    private static JsonElement Output(JsonElement run, string step) => Step(run, step).GetProperty("output");

    // The protocol's entity tag is this hash; nothing is protected by it.
#pragma warning disable CA5351
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
