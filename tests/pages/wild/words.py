# ruff: noqa: E501
"""Text about Bến Tre for the pages of this folder, written for them; a story draws paragraphs in an order of its own."""

from __future__ import annotations

PLACES = (
    "An Hiệp", "Tân Thủy", "Phước Ngãi", "Mỹ Hòa", "Vĩnh An", "Lương Quới", "Châu Bình", "Hưng Lễ", "Sơn Phú",
    "Thạnh Trị", "Đại Hòa Lộc", "Bình Thới", "Tân Phú Tây", "Nhuận Phú Tân", "Phú Sơn", "Long Thới", "Hòa Nghĩa",
)  # fmt: skip
DISTRICTS = ("Ba Tri", "Giồng Trôm", "Bình Đại", "Mỏ Cày Bắc", "Chợ Lách", "Thạnh Phú", "Châu Thành", "Mỏ Cày Nam")
PEOPLE = (
    "Nguyễn Thị Bé Sáu", "Trần Hoàng Vũ", "Lê Minh Đương", "Phạm Thị Thu Sương", "Huỳnh Tấn Lộc", "Đặng Ngọc Hân",
    "Võ Thành Nhơn", "Bùi Thị Kim Loan", "Cao Quốc Thái", "Dương Thị Hồng Phượng", "Ngô Chí Bền", "Mai Xuân Trạng",
)  # fmt: skip

PARAGRAPHS = (
    "Đường về ấp {x} mùa này không còn cảnh dắt bộ qua những vũng sình. {n} mét đường đá đã được trải xong từ đầu"
    " tháng, phần tiền công do các hộ hai bên đường tự góp, phần đá do một doanh nghiệp ở huyện {h} chở xuống tận nơi.",
    "Ông {t}, Bí thư Đảng ủy xã {x}, cho biết xã đã rà lại từng chỉ tiêu trong nghị quyết đầu nhiệm kỳ, thấy {m} chỉ tiêu"
    " có khả năng không đạt nên phải bàn cách gỡ ngay từ quý này, không đợi đến hội nghị tổng kết.",
    "Theo thống kê của Hội Nông dân huyện {h}, giá dừa khô hiện ở mức 58.000 đồng một chục, cao hơn tháng trước khoảng"
    " 6.000 đồng. Tuy vậy, sản lượng đang ở giai đoạn treo trái nên nhiều vườn chỉ hái được phân nửa so với mùa thuận.",
    "Tại buổi làm việc, đại diện các phòng, ban đã báo cáo tiến độ giải ngân vốn đầu tư công. Đến hết tháng 9, toàn huyện"
    " giải ngân được {n} tỷ đồng, bằng 64,3% kế hoạch; trong đó nguồn vốn ngân sách tỉnh đạt 71%, vốn xã hội hóa 52%.",
    "Chị {t} ngụ xã {x} kể rằng trước đây mỗi lần đi nộp hồ sơ đất đai chị phải nghỉ một buổi làm. Nay cán bộ địa chính"
    " xuống tận nhà văn hóa ấp vào sáng thứ bảy, giấy tờ thiếu thì được hướng dẫn bổ sung ngay tại chỗ.",
    "Nước mặn năm nay đến sớm hơn khoảng hai tuần. Trạm đo đặt ở vàm sông ghi nhận độ mặn 4,2 phần nghìn vào sáng sớm,"
    " đủ để ngành nông nghiệp phát thông báo khuyến cáo bà con đóng cống và tạm ngưng lấy nước tưới cho cây giống.",
    "Việc học tập nghị quyết ở nhiều chi bộ được đổi theo hướng ngắn mà chắc. Người báo cáo chỉ nói trong ba mươi phút,"
    " thời gian còn lại dành cho từng đảng viên nêu việc mình sẽ làm và thời hạn hoàn thành.",
    "Công trình nhà vệ sinh cho {m} điểm trường mẫu giáo vùng sâu do các hội thiện nguyện tài trợ, tổng kinh phí hơn 900"
    " triệu đồng. Phụ huynh ấp {x} tham gia đào móng, trộn hồ, giữ vật tư vào ban đêm.",
    "“Cái được lớn nhất là dân tin. Khi bà con thấy tiền mình góp được ghi lên bảng, ai coi cũng được, thì lần sau chỉ"
    " cần họp một buổi là xong”, ông {t} nói.",
    "Bên cạnh kết quả đạt được, đoàn kiểm tra cũng chỉ ra một số hạn chế. Sổ sách của ba chi bộ còn ghi trùng lặp, nghị"
    " quyết tháng sau chép lại gần hết nghị quyết tháng trước; việc phân công đảng viên phụ trách hộ chưa cập nhật người"
    " chuyển đi.",
    "Mô hình nuôi tôm càng xanh xen lúa ở xã {x} bước vào vụ thứ tư. Diện tích tăng lên {n} ha, mỗi ha thu về từ 55 đến 70"
    " triệu đồng sau khi trừ chi phí, cao gấp đôi so với chỉ trồng hai vụ lúa.",
    "Ban Thường vụ Huyện ủy {h} yêu cầu các chi, đảng bộ trực thuộc hoàn thành việc kiểm điểm tập thể trước ngày 20,"
    " gửi báo cáo về Ban Tổ chức Huyện ủy để tổng hợp.",
    "Ở ấp {x}, tổ hợp tác đan giỏ cọng dừa có {m} chị tham gia. Mỗi ngày, người khéo tay đan được tám cái, thu nhập chừng"
    " 120.000 đồng, đủ tiền chợ trong lúc nông nhàn.",
    "Trong số {n} ý kiến gửi về Ủy ban Mặt trận Tổ quốc Việt Nam huyện, có 41 ý kiến liên quan đến đường giao thông,"
    " 26 ý kiến về nước sạch, số còn lại nói về chế độ chính sách cho người có công và hộ cận nghèo.",
    "Tỉnh đặt mục tiêu đến cuối năm có thêm 12 sản phẩm được xếp hạng từ ba sao trở lên, ưu tiên các sản phẩm chế biến"
    " sâu từ dừa, bưởi và thủy sản. Mỗi chủ thể được hỗ trợ bao bì, mã truy xuất và một gian hàng trên sàn điện tử.",
    "Trời vừa hửng sáng, hơn {m} đoàn viên đã có mặt ở đầu kinh. Người vớt lục bình, người chặt nhánh bần ngả ra lòng"
    " kinh, chưa tới trưa dòng nước đã thông, ghe chở dừa chạy được tới bến cân.",
    "Về công tác cán bộ, cấp ủy đã luân chuyển {m} đồng chí từ huyện về xã và ngược lại. Người được luân chuyển phải đăng"
    " ký một việc khó của địa phương để giải quyết trong sáu tháng đầu.",
    "Bà {t} năm nay 83 tuổi, từng nuôi giấu cán bộ trong vườn dừa thời kháng chiến. Căn nhà tình nghĩa của bà vừa được"
    " Bộ Chỉ huy Quân sự tỉnh cùng địa phương sửa lại phần mái và nền, trị giá 50 triệu đồng.",
    "Theo kế hoạch, tuyến đê bao dài {n} km sẽ khép kín vùng trồng cây ăn trái của ba xã. Khó nhất là khâu vận động hiến"
    " đất, vì nhiều đoạn đi qua phần vườn đang cho huê lợi cao.",
    "Sau ba tháng thí điểm, bộ phận một cửa xã {x} tiếp nhận {n} hồ sơ trực tuyến, chiếm 78% tổng số hồ sơ. Tỷ lệ trả"
    " trước và đúng hạn là 99,2%.",
    "Ngành y tế khuyến cáo người dân súc rửa lu, khạp, lật úp vật chứa nước quanh nhà ít nhất mỗi tuần một lần. Trong"
    " tháng, huyện {h} ghi nhận {m} ca sốt xuất huyết, giảm ba ca so với cùng kỳ.",
    "Đồng chí {t} nhấn mạnh: Cán bộ phải trả lời cho được câu hỏi dân đang cần gì nhất, rồi mới tính đến chuyện viết kế"
    " hoạch. Kế hoạch dài mà không có người chịu trách nhiệm thì cũng để trong ngăn tủ.",
    "Kinh phí làm cầu gần 1,4 tỷ đồng, trong đó nhân dân và kiều bào đóng góp hơn phân nửa. Chiếc cầu cũ bằng ván, mỗi"
    " mùa nước nổi lại trôi mất vài tấm, học sinh phải đi vòng hơn bốn cây số.",
    "Một điểm mới là việc chấm điểm thi đua không dựa vào báo cáo. Tổ giám sát gồm năm người do dân bầu sẽ đi thực tế,"
    " chụp ảnh, lấy chữ ký của hộ dân rồi mới cho điểm.",
    "Hợp tác xã nông nghiệp {x} vừa ký hợp đồng bán {n} tấn bưởi da xanh cho một công ty xuất khẩu. Vùng trồng được cấp"
    " mã số từ năm ngoái, nhật ký canh tác ghi bằng điện thoại.",
    "Lực lượng công an xã cùng tổ bảo vệ dân phố tuần tra mỗi đêm hai lượt. Nhờ vậy, nạn trộm kiểng, trộm máy bơm trên"
    " địa bàn giảm rõ, sáu tháng qua chỉ xảy ra hai vụ nhỏ và đều tìm được người lấy.",
    "Anh {t} bỏ nghề lái xe ở thành phố về quê mở xưởng sấy chuối. Vốn ban đầu 200 triệu đồng, phân nửa vay từ quỹ khởi"
    " nghiệp của thanh niên, đến nay xưởng có chín lao động thường xuyên.",
    "Nhân dịp này, Ủy ban nhân dân huyện {h} tặng giấy khen cho {m} tập thể và 19 cá nhân có thành tích trong phong trào"
    " thi đua Đồng khởi mới.",
    "Tuy nhiên, việc thu gom rác ở các xã cù lao vẫn là bài toán khó. Xe không qua được đò nhỏ, lượng rác mỗi ngày chỉ vài"
    " tấn nên doanh nghiệp không mặn mà, phần lớn hộ dân phải tự chôn sau vườn.",
    "Hội Cựu chiến binh nhận phần cắm mốc, Hội Phụ nữ lo bữa ăn, Đoàn Thanh niên lo chở vật tư. Ai cũng có phần nên không"
    " ai đứng ngoài.",
    "Số liệu của Sở Kế hoạch và Đầu tư cho thấy tỉnh có thêm {n} doanh nghiệp thành lập mới, tăng 8,6% so với cùng kỳ;"
    " vốn đăng ký bình quân 5,1 tỷ đồng một doanh nghiệp.",
    "Đại biểu {t} chất vấn về tiến độ dự án nước ngọt, vì theo cam kết thì đáng lẽ các hộ ở {x} đã có nước từ tháng 4."
    " Lãnh đạo sở nhận lỗi chậm và hứa hoàn thành đấu nối trước Tết.",
    "Lớp học xóa mù của cô giáo về hưu có {m} học viên, người lớn nhất 61 tuổi. Buổi tối, tiếng đánh vần vọng ra mé sông,"
    " mấy ghe hàng bông đi ngang cũng chậm lại nghe.",
    "Cấp ủy phân công mỗi ủy viên theo dõi hai ấp, một tháng dự sinh hoạt ít nhất một lần. Đồng chí nào vắng hai kỳ liên"
    " tiếp mà không lý do thì phải giải trình trước thường vụ.",
    "Dự toán sửa chữa đã được Phòng Tài chính thẩm tra. Phần phát sinh do giá cát tăng sẽ cân đối từ nguồn tăng thu, không"
    " xin bổ sung từ tỉnh.",
    "Từ ngày 1-7, người nộp thuế trên địa bàn có thể tra cứu nghĩa vụ tài chính về đất bằng số định danh. Chi cục Thuế"
    " khu vực bố trí hai cán bộ trực đường dây nóng trong giờ hành chính.",
    "Khi triều cường lên, {n} hộ ven sông Ba Lai phải kê đồ đạc lên cao. Xã đã mượn tạm trường học cũ làm nơi tránh trú"
    " cho người già và trẻ nhỏ, bếp ăn do chùa và nhà thờ cùng lo.",
    "Sản phẩm thắng giải năm nay là máy lột vỏ dừa mini của một thợ cơ khí ở {h}. Máy nặng 38 kg, chạy điện gia đình, mỗi"
    " giờ lột được chừng 180 trái.",
    "Kết luận hội nghị, Bí thư Huyện ủy đề nghị các đồng chí khẩn trương cụ thể hóa thành chương trình hành động, nêu rõ"
    " người, rõ việc, rõ thời gian và rõ sản phẩm.",
    "Trước đó, đoàn đã đến thăm và tặng quà {m} gia đình chính sách tại xã {x}, mỗi phần gồm gạo, nhu yếu phẩm và 500.000"
    " đồng tiền mặt.",
    "Vườn chôm chôm ba công đất của ông {t} được chọn làm điểm trình diễn tưới nhỏ giọt. Lượng nước giảm 40%, công tưới"
    " gần như không còn, trái to đều hơn.",
    "Thành công của vụ hòa giải nằm ở chỗ không ai phải thua. Hai gia đình tranh nhau nửa mét bờ mương suốt bảy năm, cuối"
    " cùng đồng ý lấy luôn bờ mương làm lối đi chung.",
    "Công ty cổ phần chế biến dừa cho biết đơn hàng quý IV đã kín. Doanh nghiệp cần tuyển thêm {n} công nhân, ưu tiên lao"
    " động trong tỉnh vừa trở về từ vùng dịch.",
    "Nghề làm bánh phồng ở {x} giữ được nhờ mấy bà, mấy chị siêng năng. Tháng Chạp, cả xóm thức từ hai giờ khuya quết bột,"
    " tiếng chày nhịp ba nghe rộn ràng.",
    "Qua giám sát, Ban Kinh tế - Ngân sách đề nghị thu hồi {m} thửa đất công cho thuê sai đối tượng, đồng thời làm rõ trách"
    " nhiệm của cán bộ ký hợp đồng giai đoạn trước.",
    "Đợt này, tỉnh phân bổ 56.000 liều vắc-xin cho các huyện theo thứ tự ưu tiên. Mỗi điểm tiêm chia sáu khung giờ, người"
    " dân đến theo giấy mời để không dồn ứ.",
    "Trường Trung học cơ sở {x} không có phòng máy, nhà trường mượn hội trường xã vào hai buổi chiều. Giáo viên tin học"
    " mang theo bốn máy xách tay của mình cho học sinh thay phiên thực hành.",
    "Chỉ còn {m} ngày nữa là đến hạn bàn giao mặt bằng, vẫn còn bảy hộ chưa nhận tiền. Tổ công tác chia nhau đến từng nhà"
    " vào buổi tối, khi chủ nhà đi làm đã về.",
    "Theo đánh giá của chuyên gia, cây dừa có lợi thế chịu mặn nhưng năng suất giảm sau sáu đến tám tháng kể từ đợt hạn."
    " Vì vậy, tác động của mùa khô năm nay sẽ còn kéo dài sang năm.",
    "Cuộc thi thu hút hơn {n} bài dự thi. Ban tổ chức ấn tượng với phần trả lời của một cụ ông 90 tuổi viết tay mười hai"
    " trang, kèm ba tấm ảnh chụp từ thời còn ở chiến khu.",
)
"""Paragraphs of 25 to 60 words."""

SHORT = (
    "Vì sao vậy?",
    "Chuyện không dễ.",
    "Ai cũng mừng.",
    "Đó là chuyện của năm năm trước.",
    "Kết quả thật bất ngờ.",
    "Bà con gọi đó là cây cầu nghĩa tình.",
    "Nói là làm.",
    "Rồi nước mặn về.",
    "Không ai nhận phần khó về mình.",
    "Câu trả lời nằm ở cuốn sổ tay của ông trưởng ấp.",
)
HEADINGS = (
    "Bắt đầu từ việc nhỏ",
    "Cái khó của vùng ven",
    "Lòng dân là gốc",
    "Tháo gỡ từng nút thắt",
    "Con số biết nói",
    "Chuyện ở ấp cù lao",
    "Không để ai đứng ngoài",
    "Giải pháp cho mùa khô",
)
TASKS = (
    "Rà soát toàn bộ hộ nghèo, hộ cận nghèo theo chuẩn mới, hoàn thành trước ngày 15 tháng 10;",
    "Bố trí lại các điểm trung chuyển rác, không để quá hai ngày chưa thu gom;",
    "Tổ chức đối thoại với người dân ít nhất một lần mỗi quý tại từng ấp;",
    "Công khai dự toán và quyết toán các công trình có vốn dân góp;",
    "Hướng dẫn thanh niên đến tuổi đăng ký nghĩa vụ quân sự bằng hình thức trực tuyến;",
    "Nạo vét 14 tuyến kinh nội đồng trước khi mùa mưa kết thúc;",
    "Kiểm tra việc chấp hành quy định về giờ giấc và thái độ tiếp dân của cán bộ;",
    "Giao chỉ tiêu phát triển đảng viên cho từng chi bộ ấp, trường học, trạm y tế;",
    "Thành lập tổ công nghệ số cộng đồng ở các ấp chưa có;",
    "Báo cáo kết quả về Văn phòng Huyện ủy trước ngày 25 hằng tháng.",
)
HEADLINES = (
    "Khánh thành cầu bê tông thay cầu ván ở Vĩnh An",
    "Giá dừa khô tăng, vườn vẫn vắng trái",
    "Bình Đại đóng cống sớm, giữ ngọt cho vùng lúa",
    "Hơn 300 vận động viên dự giải chạy ven sông",
    "Chợ nổi ngày Tết: kẻ bán người mua đều chậm lại",
    "Công nhân dệt may được hỗ trợ tiền trọ ba tháng",
    "Thạnh Phú thả một triệu con giống về biển",
    "Bắt nhóm trộm kiểng liên huyện trong đêm",
    "Xét xử lưu động vụ lấn chiếm đất rừng phòng hộ",
    "Lịch cúp điện tuần này tại các huyện",
    "Học sinh Giồng Trôm giành giải nhì khoa học kỹ thuật",
    "Ngày hội bánh dân gian thu hút khách phương xa",
    "Trao 120 suất học bổng cho con công nhân vệ sinh",
    "Kiểm tra an toàn bến đò trước mùa lễ hội",
    "Nông dân Chợ Lách xuống giống hoa Tết muộn mười ngày",
    "Mưa trái mùa làm rụng bông sầu riêng",
    "Bệnh viện tỉnh mổ nội soi thành công ca hiếm",
    "Tuyến xe buýt mới nối ba khu công nghiệp",
    "Cháy chợ xép ven lộ, mười hai sạp bị thiệt hại",
    "Triển lãm ảnh về nghề dệt chiếu sắp mai một",
    "Đội bóng chuyền nữ thắng trận mở màn",
    "Mở bán vé xe Tết sớm hơn hai tuần",
    "Nhà vườn bỏ bưởi chuyển sang dừa uống nước",
    "Xuất khẩu thủy sản hồi phục nhờ thị trường mới",
)
TEASERS = (
    "Sau bốn năm chờ đợi, hơn 600 hộ dân bên kia sông đã có đường bộ nối ra quốc lộ mà không phải lụy đò.",
    "Nhiều nhà vườn cho biết dù giá cao nhưng mỗi chục chỉ hái được bảy trái vì đợt mặn năm trước.",
    "Ngành thủy lợi vận hành tám cống lớn theo lịch mới, mỗi ngày chỉ mở bốn tiếng khi nước ròng.",
    "Con đường chạy dài theo bờ sông được trang hoàng bằng hàng trăm chiếc nón lá do học sinh vẽ tay.",
    "Cơ quan điều tra đã làm rõ chín vụ, thu hồi 31 chậu mai vàng trị giá hơn 700 triệu đồng.",
    "Ban tổ chức sẽ chọn 20 món để giới thiệu tại hội chợ khu vực vào đầu năm sau.",
)
COMMENTS = (
    "Quê tôi cũng cần một cây cầu như vậy, mong lãnh đạo huyện để ý giùm.",
    "Bài viết hay, cho xin số điện thoại của hợp tác xã để đặt mua.",
    "Tăng giá mà không có hàng thì cũng như không, khổ vẫn là người trồng.",
    "Đề nghị làm rõ tiền dân góp chi vào đâu, nơi tôi ở chưa thấy ai công khai.",
    "Rất hoan nghênh cách làm này, nên nhân rộng ra toàn tỉnh.",
    "Tôi đi ngang hoài mà giờ mới biết, cảm ơn báo đã đưa tin.",
    "Chừng nào mới tới xã tôi vậy anh chị ơi, đường còn đất đỏ bụi mù.",
    "Đọc mà nhớ quê quá, hai mươi năm rồi chưa về lại được lần nào.",
)
CAPTIONS = (
    "Người dân phụ giúp vận chuyển đá trải đường vào sáng sớm",
    "Toàn cảnh buổi họp dân tại nhà văn hóa",
    "Thương lái cân dừa ngay tại bến",
    "Một góc vườn ươm cây giống nhìn từ trên cao",
    "Các chị trong tổ đan giỏ kiểm lại hàng trước khi giao",
)
SITE = (
    "Giấy phép thiết lập trang số 00/GP-THU do Sở quản lý cấp ngày 05/6/2012",
    "Địa chỉ tòa soạn: số 0 đường Mẫu, phường Thử, tỉnh Bến Tre",
    "Người chịu trách nhiệm: Trưởng ban Nguyễn Văn Thử, điện thoại 0275.000.0000",
    "Mọi hành vi sao chép phải được đồng ý bằng văn bản của đơn vị chủ quản",
)
SECTIONS = (
    "Trang nhất", "Thời sự", "Chính trị", "Xây dựng Đảng", "Kinh tế", "Xã hội", "Quốc phòng", "Pháp luật", "Văn hóa",
    "Thể thao", "Giáo dục", "Y tế", "Du lịch", "Bạn đọc", "Nhịp sống số", "Multimedia", "Podcast", "English",
)  # fmt: skip
