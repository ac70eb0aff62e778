using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Reviews;

internal sealed class ReviewsModule : IModule
{
    public void AddServices(IServiceCollection services) => services.AddProjection(ReviewInbox.Projection);

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/reviews").WithTags("Reviews");
        group.MapReviewInbox();
        group.MapReviewDetail();
        group.MapClaimReview();
        group.MapApproveReview();
        group.MapRejectReview();
        group.MapRequestChanges();
        group.MapCommentOnReview();
        group.MapDecideInBulk();
    }
}
