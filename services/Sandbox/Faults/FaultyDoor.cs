using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Faults;

/// <summary>
/// Every vendor request passes here: it suffers its fault, and no answer leaves before what it tells is on disk.
/// </summary>
internal sealed class FaultyDoor(FaultSwitchboard switchboard, CensusFile census, TimeProvider clock)
{
    /// <param name="isWrite">Left out, what is no GET may change something.</param>
    public async Task Pass(HttpContext context, string targetName, IVendorErrors errors, Func<FaultKind?, Task<Answer>> work, bool? isWrite = null)
    {
        var target = switchboard.For(targetName);
        if (target.Plan.DelayMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(target.Plan.DelayMs), clock, context.RequestAborted);
        if (target.Plan.Outage)
        {
            await Send(context, errors.Unavailable());
            return;
        }
        var fault = target.Draw(isWrite ?? !HttpMethods.IsGet(context.Request.Method));
        switch (fault)
        {
            case FaultKind.CloseBefore:
                context.Abort();
                return;
            case FaultKind.Http500:
                await Send(context, errors.ServerError());
                return;
            case FaultKind.Http429:
                await Send(context, errors.Throttled());
                return;
            case FaultKind.ExpiredToken:
                await Send(context, errors.ExpiredToken());
                return;
            case FaultKind.Html200:
                await Send(context, Answer.Html("<html><body><h1>We'll be right back</h1></body></html>"));
                return;
        }

        var answer = await work(fault);
        await census.Settled;
        switch (fault)
        {
            case FaultKind.CloseAfterCommit:
                context.Abort();
                break;
            case FaultKind.Http500AfterCommit:
                await Send(context, errors.ServerError());
                break;
            case FaultKind.Truncate:
                await SendHalf(context, answer);
                break;
            default:
                await Send(context, answer);
                break;
        }
    }

    static async Task Send(HttpContext context, Answer answer)
    {
        Head(context, answer);
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    static async Task SendHalf(HttpContext context, Answer answer)
    {
        Head(context, answer);
        await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    static void Head(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
    }
}
