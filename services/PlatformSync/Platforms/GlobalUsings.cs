global using OdooReply = AccountingSync.PlatformSync.Platforms.CallReply<AccountingSync.PlatformSync.Platforms.Odoo.OdooFault>;
global using QuickBooksReply = AccountingSync.PlatformSync.Platforms.CallReply<AccountingSync.PlatformSync.Platforms.QuickBooks.QuickBooksFault>;
global using TrytonReply = AccountingSync.PlatformSync.Platforms.CallReply<AccountingSync.PlatformSync.Platforms.Tryton.TrytonFault>;
global using XeroReply = AccountingSync.PlatformSync.Platforms.CallReply<AccountingSync.PlatformSync.Platforms.Xero.XeroFault>;
