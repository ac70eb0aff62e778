using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using ConcertMaster.Tests.Output;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>Large values in an object storage instead of the database.</summary>
public sealed class BucketBlobsApiTests(BucketBlobsApiTests.WithBucket engine) : IClassFixture<BucketBlobsApiTests.WithBucket>
{
    private const string Prefix = "runs/";

    [SkippableFact]
    public async Task A_large_output_is_in_the_bucket_and_what_was_kept_in_the_database_before_is_still_found()
    {
        Skip.If(engine.Storage is null, "Node is not installed, so there is no S3 server to talk to.");
        var workflow = await engine.Publish("large",
            [
                Node("start", "ManualTrigger"),
                Node("big", "DataMapper", new { mapping = new { text = "{{ $join([1..60000].('abcdef')) }}" } }),
                Node("wait", "Wait", new { callback = true }),
                Node("bigger", "DataMapper", new { mapping = new { text = "{{ $steps.big.text & '!' }}" } }),
                Node("size", "DataMapper", new { mapping = new { length = "{{ $length(text) }}" } }),
            ],
            [Edge("start", "big"), Edge("big", "wait"), Edge("wait", "bigger"), Edge("bigger", "size")]);
        var run = await engine.Start(workflow, new { });
        var waiting = await engine.Until(run, status => status == "waiting");

        engine.UsesBucket = true;
        await engine.RestartHost();
        await engine.SignInAgain();
        var link = Step(waiting, "wait").GetProperty("waitingFor").GetProperty("link").GetString()!;
        await engine.Post(link[link.IndexOf("/api/", StringComparison.Ordinal)..], new { }, System.Net.HttpStatusCode.Accepted);
        var ended = await engine.Until(run, status => status is "completed" or "failed");

        var hashes = await Hashes(run);
        ended.GetProperty("output").ToString().ShouldBe("""{"length":360001}""", ended.ToString());
        (await Keys()).ShouldBe(new[] { "wait", "bigger" }.Select(HashOf), ignoreOrder: true);
        string HashOf(string node) => $"{Prefix}{engine.Tenant.Value}/{hashes[node]}";
    }

    private async Task<List<string>> Keys()
    {
        using var storage = new AmazonS3Client(new BasicAWSCredentials(S3Server.Key, S3Server.Key),
            new AmazonS3Config { ServiceURL = engine.Storage!.Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        return [.. (await storage.ListObjectsV2Async(new() { BucketName = "reports" })).S3Objects.Select(found => found.Key)];
    }

    private async Task<Dictionary<string, string?>> Hashes(Guid run) =>
        (await engine.Get($"/api/runs/{run}/events")).GetProperty("items").EnumerateArray()
        .Select(item => item.GetProperty("data"))
        .Where(data => data.TryGetProperty("outputBlob", out var blob) && blob.ValueKind == JsonValueKind.Object)
        .ToDictionary(data => data.GetProperty("nodeId").GetString()!,
            data => data.GetProperty("outputBlob").GetProperty("hash").GetString());

    /// <summary>A host that keeps large values in a bucket, or does not yet.</summary>
    public sealed class WithBucket : EngineFixture
    {
        internal S3Server? Storage { get; private set; }

        /// <value>False at first.</value>
        public bool UsesBucket { get; set; }

        public override async Task InitializeAsync()
        {
            try
            {
                Storage = await S3Server.Start();
            }
            catch (SkipException)
            {
                // Without Node the test is left out.
            }
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            Storage?.Dispose();
        }

        protected override IEnumerable<KeyValuePair<string, string?>> Settings() => UsesBucket
            ?
            [
                new("Blobs:Bucket", "reports"), new("Blobs:Endpoint", Storage!.Endpoint), new("Blobs:Prefix", Prefix),
                new("Blobs:AccessKey", S3Server.Key), new("Blobs:SecretKey", S3Server.Key),
            ]
            : [];
    }
}
