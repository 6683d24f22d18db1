/// Written by Training/overlap/train.py; not to be edited.
extension OverlapWeights {
  /// The head for whole segments: features and their weights in 1/16 of a logit.
  static let whole = """
    #1 35 #2 20 #3 8 #6 -9 #7 -20 #8 -6 #9 -18 * -9 *? 4 *_$ 9 *_* -6 *_0 -1 *_a -2 *_absolutely 8
    *_are -2 *_bad 18 *_digit 3 *_is 1 *_its -6 *_jane 9 *_mm 1 *_not 2 *_of 1 *_oh -1 *_okay 2 *_or
    -3 *_speech 11 *_system 15 *_that 8 *_thats 5 *_then 9 *_this -1 *_we 6 *_went 20 *_when 1
    *_yeah -15 0 -13 0_0 -13 0_percent -1 1 -53 ? -40 ^_* -15 ^_0 6 ^_actually -11 ^_ah 22 ^_alright
    6 ^_and -6 ^_at -3 ^_cool 7 ^_correct 14 ^_definitely 15 ^_eh -7 ^_fine 6 ^_for -19 ^_good 11
    ^_got 21 ^_hey -11 ^_hmm 37 ^_huh 16 ^_i 11 ^_im 8 ^_is -3 ^_it 3 ^_itd 18 ^_its 6 ^_just -20
    ^_man 3 ^_maybe -2 ^_mm 18 ^_mmhmm 46 ^_nice 1 ^_o -2 ^_oh 26 ^_okay 20 ^_oops -7 ^_pre 4 ^_r
    -15 ^_really -25 ^_right 23 ^_s -1 ^_see -4 ^_short 3 ^_so -7 ^_sure 6 ^_that 22 ^_thatd 7
    ^_thats 20 ^_the 8 ^_then -6 ^_theres -2 ^_this 1 ^_to -11 ^_uh -1 ^_uhhuh 46 ^_um -21 ^_were -1
    ^_wh -9 ^_what -10 ^_when -2 ^_why -7 ^_would 7 ^_y 1 ^_yeah 33 ^_yep 38 ^_yes 18 ^_you -1
    ^_youre 1 a 8 a? -3 a_$ -30 a_* -14 a_bad 23 a_bunch 1 a_fairly 11 a_good 5 a_nice 1 a_very -17
    a_yeah 30 absolutely 17 actually_$ -10 actually_i 10 agree_$ 27 ah 2 ah? 9 ah_$ 31 ah_oh -26 all
    -2 all_$ 20 all_of -7 almost_$ 3 already -16 alright 7 alright? 2 alright_$ 34 an -18 and -6
    and_$ -35 and_* -15 and_dave 2 and_it 11 and_its 9 and_that 32 and_then -5 and_yeah -4 another
    -6 at 9 at_* -5 at_all 11 at_this 16 audio 9 audio_* 11 available 7 b -1 b_$ -3 b_b 1 b_yeah 1
    bad 12 bad_$ 23 bad_* 2 bad_yeah -3 be 2 be_* 13 be_a 13 be_good -18 be_interesting 3 be_nice
    -13 be_pretty -10 be_yeah -2 because -31 beep -24 better 12 big 4 both_$ 1 bunch 1 but -25 but_$
    -26 but_right 4 but_yeah -6 by_th 9 by_the 26 c -11 can -4 cant_do 21 close 29 close_* 6 cool 18
    cool_$ 23 correct_$ 23 could -16 course 4 course_$ 2 cuz -14 d -9 data -1 deal 20 deal_$ 29
    definitely_$ 1 did -6 didnt -5 difference 2 different -19 digit 2 digits_$ -6 do -16 do_that 7
    doesnt -3 doing_it 24 done_well 17 down_side 5 e -4 e_$ -10 easier 35 easier_$ 20 easy 4 eh -3
    eh_$ -7 energy -4 enough_$ 11 error 3 error_* 4 exactly_$ 47 exactly_right -5 excellent 25
    excellent_$ 12 f -6 fair_enough 2 fairly 8 fairly_* 10 features -9 few_uh 18 find 5 fine 24
    fine_$ 22 first -3 from -13 fun 12 fun_$ 30 funny 27 funny_$ 12 get -5 getting 2 go -8 go_* -6
    going_to 6 good 33 good? -14 good_$ 19 good_idea -7 good_point 12 good_yeah -38 got_it 35 great
    50 great? -14 great_$ 5 great_yeah 2 guess_$ 5 h -3 h_$ -16 hard 23 hard_* 25 have -1 have_$ 3
    have_to -2 havent -6 he -14 hear 9 here -19 high 26 high_$ 6 hmm 4 hmm? 13 hmm_$ 28 hmm_yeah 14
    how_* 8 huh 15 huh_$ 18 i -13 i? -17 i_$ -36 i_* -12 i_be -4 i_dont -24 i_i 3 i_it 13 i_know 9
    i_mean -6 i_see 48 i_th -4 i_think -4 i_thought 34 i_understand 22 idea_$ 18 idea_yeah -4 if_$
    -11 if_its 6 if_they 10 ill -7 im -20 im_$ -1 im_* 4 in -24 interesting 40 interesting_$ 19
    interesting_idea 10 interesting_though 2 interesting_to 14 is -2 is_$ -1 is_at 16 is_fine -10
    is_pretty 7 is_slightly 18 is_true 5 is_yeah -13 it_$ -8 it_* -2 it_it -14 it_really 10 it_takes
    6 it_uh 22 it_was 5 it_would -14 it_yeah 2 itd_be 4 its_$ -24 its_a 9 its_available 8 its_great
    8 its_just 14 its_kind -13 its_not 8 its_on -3 its_pretty 8 its_really 9 its_yeah -23 its_you 35
    ive -14 just -3 just_$ -1 just_sort 9 kind_of -5 know_it 7 know_you 18 lets -18 like -8 like_$
    -9 look -2 looking_at 1 looks_good -5 m -11 m_$ -6 m_one 23 makes_sense 6 man 11 man_$ 11 maybe
    -12 me -2 me_$ -2 me_a 18 mean_thats 25 mean_yeah -4 mix_* 24 mm 3 mm? 1 mm_$ 48 mm_mmhmm -11
    mm_yeah 1 mmhmm? -26 mmhmm_$ 59 mmhmm_* 6 mmhmm_thats -6 moment 10 more -10 more_* 6 much -3
    much_easier 2 much_more -5 n? 2 n_$ -16 n_right 4 n_yeah 7 neat 49 new 6 new_$ 1 next -14
    next_week -4 nice 19 nice_$ 21 nnn_$ 7 no -6 no? -6 no_absolutely 13 no_by 10 no_its -19 no_no
    -2 no_problem 13 no_thats -2 no_yeah 5 not -13 not_$ -1 not_a 14 now_$ -5 now_thats 23 o -7 o_$
    -1 of_course 9 of_the 17 oh 4 oh? 19 oh_$ 28 oh_* 2 oh_cool -4 oh_good 4 oh_i -5 oh_my 6 oh_no
    -5 oh_oh 4 oh_okay 8 oh_on 12 oh_really -36 oh_right 8 oh_that 10 oh_thats 4 oh_theres 5 oh_this
    -17 oh_wow 13 oh_yeah 4 oh_you -24 okay? 9 okay_$ 50 okay_fair 4 okay_great -5 okay_thats -3
    okay_well -1 okay_yeah 9 on -9 one -18 one_* -6 one_0 18 ones 1 ones_sometimes 35 oops -9 oops_$
    -9 or -18 or_$ -8 or_both 18 our -13 p -11 people -1 percent -5 pitch -10 point -1 point_$ 2
    pretty 30 pretty_* 17 pretty_easy 12 pretty_good -25 probably -23 problem 3 problem_with 13
    question_$ 1 quite 9 r_to 8 read_$ 5 really 9 really_interesting -7 really_is 16 really_neat 9
    right? -4 right_$ 48 right_mmhmm -5 right_oh 4 right_okay 12 right_right 2 right_so -16 s -3 s_$
    -18 see -1 see? -8 see_$ 30 see_i -20 see_okay -7 see_that -16 see_what 8 see_you 17 sense_$ 1
    sh -12 short 4 should -17 side_$ 1 slightly_* 17 so -10 so? 4 so_$ -21 so_* -6 so_i 1 so_it -8
    so_mmhmm 27 so_thats 8 some -17 something -16 sorry -14 sorry_$ -19 sorry_yeah 2 sort 3 sort_of
    6 sounds 5 sure 2 sure? -8 sure_$ 39 sure_yeah -4 system 1 system_$ 7 t_$ -1 takes 1 talk -7 th
    -2 th_$ -15 th_by 9 th_what 17 thank -13 thank_you -13 thanks -29 thanks_$ -2 that -14 that? 4
    that_$ -3 that_* 5 that_i 22 that_looks -3 thats? -35 thats_$ -37 thats_a 14 thats_better 16
    thats_good 16 thats_interesting 15 thats_not -8 thats_right -6 thats_true -3 thats_very 10
    thats_what -3 the -18 the_$ -5 the_* -5 the_good 6 the_moment 24 the_tape 1 the_the 14 the_word
    4 them 11 them_if 15 there -10 theres -4 theres_just 13 theres_theres 16 they -14 they_ask 15
    thing 16 think_$ -6 think_so 16 think_that 3 this -6 this_$ -9 this_* -3 those 1 though 8
    thought 1 thought_$ 8 thought_so 16 time -10 to_* 3 to_find 18 to_hear 15 to_r 10 to_read 7
    tomorrow -7 too_$ 12 too_yeah -4 training_$ 9 true_$ 26 u -4 u_$ -14 uh -9 uh? 31 uh_$ -8
    uh_right 22 uh_uh 2 uh_yeah 6 uhhuh_$ 41 um -22 um_$ -13 um_* 17 understand 6 understand_$ 1
    understand_what 9 up_at 30 v 22 very 20 very_interesting 5 very_simple 6 very_very -10 w -30
    wait_$ -29 was -4 was_$ -1 was_* -4 was_going 16 way -15 we -14 we_$ -9 we_are 5 we_can 2
    we_cant 19 web 1 web_* 2 well -7 well_$ -24 well_* -2 well_done 17 well_i -1 well_so 26 went 11
    were -8 were_* 1 weve 2 weve_got 7 wh -20 wha -6 wha_$ -2 what -10 what_$ -16 what_you 20
    whatever -9 when_you 1 which_is 3 whole_* 4 why -5 with_it 16 word_$ 7 would_* 7 would_be 9 wow
    24 y_$ -12 y_yeah 17 ye_$ -7 ye_yeah 15 yeah -9 yeah? -20 yeah_$ 49 yeah_* -4 yeah_0 -1
    yeah_absolutely -2 yeah_actually 11 yeah_and -2 yeah_but -11 yeah_if -6 yeah_is -6 yeah_it -13
    yeah_its -13 yeah_oh 4 yeah_okay 6 yeah_really 5 yeah_so -8 yeah_thats -8 yeah_the -10 yeah_uh
    -2 yeah_yeah 4 yeah_yep 15 yep? -45 yep_$ 43 yes 9 yes? -33 yes_$ 41 yes_absolutely 2 yes_it 4
    yes_thats -8 you -7 you_$ 4 you_can -5 you_dont 2 you_looking 7 you_mean 4 your -3
    """
}
