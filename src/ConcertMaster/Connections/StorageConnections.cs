using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ConcertMaster.Shared;

namespace ConcertMaster.Connections;

/// <summary>
/// Opens the object storage that a connection names: <c>{endpoint, region, bucket, accessKey, pathStyle}</c>, the
/// secret is the secret key. Without an endpoint it is Amazon's own in that region.
/// </summary>
internal sealed class StorageConnections(OutgoingGuard guard) : HttpClientFactory
{
    private const string RegionDefault = "us-east-1";
    private readonly Lazy<SocketsHttpHandler> _handler = new(() => guard.Handler());

    public IAmazonS3 Open(OpenConnection connection) => Open(connection, this);

    /// <param name="clients">Null for the library's own, which ask no guard.</param>
    public static IAmazonS3 Open(OpenConnection connection, HttpClientFactory? clients)
    {
        var settings = connection.Settings;
        var accessKey = settings.FindText("accessKey")
            ?? throw new ArgumentException("The settings lack an `accessKey`.");
        var secret = connection.Secret ?? throw new ArgumentException("No secret key is set.");
        var region = settings.FindText("region");
        var config = new AmazonS3Config
        {
            // Retries are the step's business: they are seen there, and the connection's breaker counts them.
            MaxErrorRetry = 0,
            Timeout = ConnectionLimits.StorageTimeMax,
            // Other servers of the protocol do not know the checksums that Amazon's clients add of late.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = clients,
        };
        if (settings.FindText("endpoint") is { } endpoint)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                || address.Scheme is not ("http" or "https"))
                throw new ArgumentException($"The endpoint '{endpoint}' is not an http or https address.");
            config.ServiceURL = address.AbsoluteUri;
            config.AuthenticationRegion = region ?? RegionDefault;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(
                region ?? throw new ArgumentException("The settings need an `endpoint`, or a `region` of Amazon."));
        }
        config.ForcePathStyle = settings.Find("pathStyle") is { } chosen
            ? bool.TryParse(chosen.ToString(), out var value) && value : config.ServiceURL is not null;
        return new AmazonS3Client(new BasicAWSCredentials(accessKey, secret), config);
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(_handler.Value, disposeHandler: false) { Timeout = clientConfig.Timeout ?? ConnectionLimits.StorageTimeMax };

    // One handler for all: whoever opens a storage for a step shares its connections.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
